using Conformance.Docker;

namespace Conformance.Faults;

/// <summary>A stream with a fault in it: passes items, then cuts, stalls, fails or ends as the effect says.</summary>
/// <param name="inner">The daemon's stream.</param>
/// <param name="effect">What the plan answered at the request.</param>
/// <param name="after">The edge at the stream's regular end.</param>
/// <param name="plan">Told of that edge.</param>
/// <param name="failure">Makes the item that says that the operation failed; null where there is none.</param>
internal sealed class FaultyStream<T>(
    EngineStream<T> inner, FaultEffect effect, Edge after, FaultPlan plan, Func<string, T>? failure = null) : EngineStream<T>
    where T : class
{
    private Machine.Completion<bool>? closed;
    private FaultEffect pending = effect;
    private int passed;
    private bool isOver;
    private bool isClosed;

    /// <summary>Names of containers, where items are changed.</summary>
    public Func<string, string?> NameOf { get; init; } = _ => null;

    /// <inheritdoc/>
    public override async Task<T?> Next()
    {
        if (isClosed)
            throw DockerException.Broken();
        if (isOver)
            return null;
        if (await Interrupt() is { } interruption)
            return interruption.Item;

        var item = await inner.Next();
        if (item is not null)
        {
            passed++;
            return pending is ChangedReply change ? (T)change.Change(item, NameOf) : item;
        }

        isOver = true;
        await End(await plan.Reach(after));
        return null;
    }

    /// <inheritdoc/>
    public override void Close()
    {
        if (isClosed)
            return;
        isClosed = true;
        closed?.TrySet(true);
        inner.Close();
    }

    /// <summary>What the fault puts in place of the next item; null for nothing.</summary>
    private async Task<Interruption?> Interrupt()
    {
        switch (pending)
        {
            case CutConnection cut when passed >= cut.AfterItems:
                throw Broken();
            case StallStream stall when passed >= stall.AfterItems:
                pending = FaultEffect.Proceed;
                await Stall(stall.For);
                return null;
            case TruncateStream truncate when passed >= truncate.AfterItems:
                isOver = true;
                inner.Close();
                return new Interruption(null);
            case FailPull fail when passed >= fail.AfterItems:
                isOver = true;
                inner.Close();
                return new Interruption(failure?.Invoke(fail.Message));
            default:
                return null;
        }
    }

    private async Task End(FaultEffect effect)
    {
        switch (effect)
        {
            case CutConnection:
                throw Broken();
            case NeverAnswer:
                await Stall(null);
                break;
        }
    }

    private async Task Stall(TimeSpan? time)
    {
        closed = plan.Host.Completion<bool>();
        if (time is { } span)
            await Task.WhenAny(plan.Host.Delay(span), closed.Task);
        else
            await closed.Task;
        if (isClosed)
            throw DockerException.Broken();
    }

    private DockerException Broken()
    {
        isOver = true;
        inner.Close();
        return DockerException.Broken();
    }

    private sealed record Interruption(T? Item);
}
