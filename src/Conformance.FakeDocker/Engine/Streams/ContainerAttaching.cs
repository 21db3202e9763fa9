using System.Globalization;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// attach: the log so far if asked for, then what the program writes from now on, until it ends. A container that does not run yet is waited
/// for, so that whoever attaches before the start misses nothing. resize is here too: it is about the same terminal.
/// </summary>
internal sealed class ContainerAttaching(EngineCore core)
{
    /// <summary>The streams, or 400, 404, 409.</summary>
    public async Task<Hijacked> Attach(AttachContainer operation)
    {
        var keys = DetachKeys.Parse(operation.DetachKeys)
            ?? throw EngineErrors.Bad($"Invalid detach keys ({operation.DetachKeys}) provided");
        var container = core.Find(operation.Id);
        await container.Gate.Pass();
        var record = container.Record;
        if (record.IsPaused)
            throw EngineErrors.Conflict($"container {operation.Id} is paused, unpause the container before attach");
        if (record.IsRestarting)
            throw EngineErrors.Conflict($"container {operation.Id} is restarting, wait until the container is running");
        var tap = new OutputTap(core.World, operation.Stdout, operation.Stderr, record.Config.Tty);
        if (operation.Logs)
            Replay(record, tap);
        core.Events.Container("attach", record);
        if (operation.Stream)
            Listen(operation, record, tap, keys);
        else
            tap.End();
        return new Hijacked(tap);
    }

    /// <summary>200, 404, or 409 when it does not run.</summary>
    public async Task<Nothing> Resize(ResizeContainer operation)
    {
        var container = core.Find(operation.Id);
        await container.Gate.Pass();
        if (!container.Record.IsRunning)
            throw EngineErrors.NotRunning(container.Id);
        core.Events.Container("resize", container.Record, ("height", Number(operation.Rows)), ("width", Number(operation.Columns)));
        return new Nothing();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Replay(ContainerRecord record, OutputTap tap)
    {
        foreach (var line in record.Log.Lines)
            tap.Offer(line.Stream, line.Payload);
    }

    private void Listen(AttachContainer operation, ContainerRecord record, OutputTap tap, DetachKeys keys)
    {
        var input = operation.Stdin && record.Config.OpenStdin ? operation.Input : null;
        if (input is null && !operation.Stdout && !operation.Stderr)
        {
            tap.End();
            return;
        }

        record.Streams.Taps.Add(tap);
        if (input is not null)
            core.World.Spawn("attach-input", () => Feed(record, input, tap, keys));
    }

    private async Task Feed(ContainerRecord record, EngineInput input, OutputTap tap, DetachKeys keys)
    {
        var feed = new InputFeed(input, record.Streams.Input, tap)
        {
            Keys = record.Config.Tty ? keys : null,
            EndsInput = record.Config is { StdinOnce: true, Tty: false },
        };
        if (await feed.Run())
            core.Events.Container("detach", record);
    }
}
