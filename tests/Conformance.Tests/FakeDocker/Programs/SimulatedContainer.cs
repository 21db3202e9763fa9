using System.Text;
using Conformance.FakeDocker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.FakeDocker.Programs;

/// <summary>One container's program in a world of its own, without a daemon.</summary>
internal sealed class SimulatedContainer
{
    private readonly List<byte> stdout = [];
    private readonly List<byte> stderr = [];
    private readonly SimProcess process;

    public SimulatedContainer(IReadOnlyList<string> arguments, ContainerFiles? files = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        World = new World(7, Instant.Epoch);
        Program = new ContainerProgram(
            World, arguments, environment ?? new Dictionary<string, string> { ["PATH"] = ProgramTable.DefaultPath, ["HOSTNAME"] = "box" }, "/", Write, files);
        process = World.Start("container", async _ => (code = await Program.Run()).Value);
    }

    public World World { get; }

    public ContainerProgram Program { get; }

    public bool IsAlive => process.IsAlive;

    public string Stdout => Encoding.UTF8.GetString([.. stdout]);

    public string Stderr => Encoding.UTF8.GetString([.. stderr]);

    /// <summary>Exit code; null while it runs.</summary>
    public int? Code => process.IsAlive ? null : code;

    private int? code;

    public TimeSpan Elapsed => World.Now - Instant.Epoch;

    /// <summary>Runs until the program has ended, or a time has passed since the world began.</summary>
    public SimulatedContainer Until(TimeSpan limit)
    {
        World.Run(() => !process.IsAlive, Instant.Epoch + limit);
        return this;
    }

    public SimulatedContainer ToEnd() => Until(TimeSpan.FromDays(1));

    /// <summary>Sends a signal as the daemon does, at a time; the result is what the program answered.</summary>
    public bool? Signal(int signal, TimeSpan at)
    {
        bool? answer = null;
        World.Start("daemon", async _ =>
        {
            await World.Delay(at - Elapsed);
            answer = await Program.Deliver(signal);
            return 0;
        });
        World.Run(() => answer is not null, Instant.Epoch + TimeSpan.FromDays(1));
        return answer;
    }

    public IReadOnlyList<string> Notes => [.. World.History.Events.Select(line => line.Data).OfType<Note>().Select(note => note.Words)];

    private Task Write(int descriptor, ReadOnlyMemory<byte> bytes)
    {
        (descriptor == 1 ? stdout : stderr).AddRange(bytes.Span);
        return Task.CompletedTask;
    }
}
