using System.Text;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>logs: the json-file log, one frame a line; following ends at the container's exit or removal.</summary>
internal sealed class LogReading(EngineCore core)
{
    /// <summary>200 with a stream, or an error.</summary>
    public async Task<EngineStream<LogFrame>> Read(ReadLogs operation)
    {
        if (!operation.Stdout && !operation.Stderr)
            throw EngineErrors.NoStream();
        var container = core.Find(operation.Id);
        await container.Gate.Pass();
        if (container.Record.HostConfig.LogConfig?.Type == "none")
            throw EngineErrors.UnreadableLogDriver();
        container.Record.HasLogFile = true;
        if (operation.BadTimes is { } refusal)
            throw refusal;
        return new Reader(container, operation);
    }

    private sealed class Reader : EngineStream<LogFrame>
    {
        private readonly FakeContainer container;
        private readonly ReadLogs operation;
        private readonly int run;
        private readonly bool isFollowing;
        private int next;
        private bool isClosed;

        public Reader(FakeContainer container, ReadLogs operation)
        {
            this.container = container;
            this.operation = operation;
            isFollowing = operation.Follow && container.Task is not null;
            run = container.RunNumber;
            var count = container.Record.Log.Lines.Count;
            next = operation.Tail is >= 0 and var tail && tail < count ? count - tail : 0;
        }

        public override async Task<LogFrame?> Next()
        {
            var log = container.Record.Log;
            while (!isClosed)
            {
                while (next < log.Lines.Count)
                {
                    var line = log.Lines[next++];
                    if (operation.Until is { } until && line.Time > until)
                        return null;
                    if (IsWanted(line))
                        return Frame(line);
                }

                if (!isFollowing || container.Task is null || container.RunNumber != run)
                    return null;
                await log.Changed();
            }

            return null;
        }

        public override void Close() => isClosed = true;

        private LogFrame Frame(LogLine line)
        {
            var before = (operation.Timestamps ? $"{line.Time} " : "") + (operation.Details ? " " : "");
            var payload = before.Length > 0 ? [.. Encoding.ASCII.GetBytes(before), .. line.Payload] : line.Payload;
            return new LogFrame(line.Stream, payload) { IsRaw = container.Record.Config.Tty };
        }

        private bool IsWanted(LogLine line) =>
            (line.Stream == 1 ? operation.Stdout : operation.Stderr) && (operation.Since is not { } since || line.Time >= since);
    }
}
