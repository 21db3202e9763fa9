using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>
/// The adapter for a daemon in this process: stands before the engine, tells the plan of both edges of each request and
/// carries out its answers. The HTTP adapter, the proxy of Conformance.Gateway, does the same with bytes.
/// </summary>
public sealed class FaultyEngineService(IEngineService inner, FaultPlan plan, IContainerNames names) : IEngineService
{
    private readonly LastReplies<object> lastReplies = new();

    /// <inheritdoc/>
    public async Task<T> Handle<T>(EngineOperation<T> operation, EngineClient client)
    {
        var edge = names.Resolve(operation, Phase.Before);
        var before = await plan.Reach(edge);
        await Settle(before, client);
        if (before == FaultEffect.ProceedUnlessGone && client.Gone.IsCompleted)
            throw DockerException.Broken();
        if (before is CutConnection { Place: CutPlace.Headers })
            throw DockerException.Broken();
        if (before is PretendDone && new Nothing() is T done)
            return done;
        if (before is AnswerStale && lastReplies.Find(edge.Operation, edge.Container ?? operation.Container) is T old)
            return old;

        var reply = await inner.Handle(operation, client);
        names.Learn(operation, reply!);
        if (LastReplies<object>.Minds(edge.Operation))
            lastReplies.Keep(edge.Operation, edge.Container ?? operation.Container, reply!);
        if (before is ChangedReply change && reply is not EngineStream<WaitReply>)
            reply = (T)change.Change(reply!, names.Container);
        var after = edge with { Phase = Phase.After };
        return reply switch
        {
            EngineStream<PullProgress> stream => (T)(object)new FaultyStream<PullProgress>(stream, before, after, plan, FailedPull),
            EngineStream<WaitReply> stream => (T)(object)new FaultyStream<WaitReply>(stream, before, after, plan) { NameOf = names.Container },
            EngineStream<LogFrame> stream => (T)(object)new FaultyStream<LogFrame>(stream, before, after, plan),
            EngineStream<StatsReply> stream => (T)(object)new FaultyStream<StatsReply>(stream, before, after, plan),
            EngineStream<EngineEvent> stream => (T)(object)new FaultyStream<EngineEvent>(stream, before, after, plan),
            _ => await Answer(reply, after, client),
        };
    }

    private async Task<T> Answer<T>(T reply, Edge after, EngineClient client)
    {
        var effect = await plan.Reach(after);
        await Settle(effect, client);
        return effect is CutConnection ? throw DockerException.Broken() : reply;
    }

    /// <summary>What is the same on both sides of the effect.</summary>
    private static async Task Settle(FaultEffect effect, EngineClient client)
    {
        switch (effect)
        {
            case AnswerError error:
                throw DockerException.Answered(error.Status, error.Message);
            case NeverAnswer:
                await client.Gone;
                throw DockerException.Broken();
        }
    }

    private static PullProgress FailedPull(string message) => new() { Error = message, ErrorDetail = new ErrorDetail(message) };
}
