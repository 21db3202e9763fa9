using System.Globalization;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Machine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Conformance.Cli.Commands;

/// <summary>
/// The live table of <c>daemon</c> on a terminal: containers, the last calls, the last faults. It is drawn a few times a second, whatever
/// happens meanwhile, and leaves nothing behind.
/// </summary>
internal sealed class DaemonScreen(Terminal terminal)
{
    private const int ContainersShown = 15;
    private const int ShortId = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly LastLines calls = new(8);
    private readonly LastLines faults = new(4);

    /// <summary>From any thread: a call was answered.</summary>
    public void Add(FaceCallLine call) => calls.Add(CallLog.Words(call));

    /// <summary>From any thread: something happened; only faults are shown.</summary>
    public void Add(HistoryEvent line)
    {
        if (line.Data is FaultFired fault)
            faults.Add(fault.Describe() + (fault.Container is { } container ? $" of {container}" : ""));
    }

    /// <summary>Draws until it is told to end, and clears what it drew.</summary>
    public Task Show(FakeDaemon daemon, CancellationToken end) => terminal.Console.Live(new Text("")).AutoClear(true).StartAsync(async display =>
    {
        while (!end.IsCancellationRequested)
        {
            display.UpdateTarget(Render(await daemon.Look()));
            await Task.WhenAny(Task.Delay(Pause, end), daemon.Broken);
            if (daemon.Broken.IsCompleted)
                return;
        }
    });

    private IRenderable Render(DaemonGlance glance) => new Rows(
        Containers(glance),
        Lines("calls", calls.Shown),
        Lines("faults", faults.Shown));

    private static Table Containers(DaemonGlance glance)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("ID", "NAME", "IMAGE", "STATE", "AGE");
        foreach (var container in glance.Containers.Reverse().Take(ContainersShown))
        {
            table.AddRow(
                new Text(container.Id[..ShortId]),
                new Text(container.Name),
                new Text(container.Image),
                new Text(container.Status),
                new Text((glance.Now - container.Created).ToString("d'd 'hh':'mm':'ss", CultureInfo.InvariantCulture)));
        }

        var more = glance.Containers.Count - ContainersShown;
        return table.Caption(more > 0 ? $"and {more} older ones" : $"{glance.Containers.Count} containers");
    }

    private static Rows Lines(string title, IReadOnlyList<string> lines) => new(
        [new Text(title, new Style(decoration: Decoration.Bold)), .. lines.Select(line => new Text("  " + line) { Overflow = Overflow.Ellipsis })]);

    /// <summary>The last few of many lines.</summary>
    private sealed class LastLines(int count)
    {
        private readonly Lock gate = new();
        private readonly Queue<string> lines = new();

        public IReadOnlyList<string> Shown
        {
            get
            {
                lock (gate)
                    return [.. lines];
            }
        }

        public void Add(string line)
        {
            lock (gate)
            {
                lines.Enqueue(line);
                if (lines.Count > count)
                    lines.Dequeue();
            }
        }
    }
}
