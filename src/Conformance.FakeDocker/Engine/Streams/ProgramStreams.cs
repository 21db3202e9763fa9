using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// Standard streams of a container, or of a command in it, between the program and the daemon's clients. What the program writes goes to the
/// log, if there is one, and to whoever listens now; what is sent before the program starts waits for it.
/// </summary>
internal sealed class ProgramStreams
{
    private readonly World world;
    private readonly bool hasTerminal;
    private readonly ContainerLog? log;

    /// <summary>Of a program that does not run yet.</summary>
    /// <param name="world">The world.</param>
    /// <param name="hasTerminal">One terminal in place of three pipes.</param>
    /// <param name="log">Where output is kept; null for nowhere.</param>
    public ProgramStreams(World world, bool hasTerminal, ContainerLog? log = null)
    {
        this.world = world;
        this.hasTerminal = hasTerminal;
        this.log = log;
        Input = NewInput();
    }

    /// <summary>Standard input of the present run, or of the next one.</summary>
    public ContainerInput Input { get; private set; }

    /// <summary>Who listens.</summary>
    public OutputTaps Taps { get; } = new();

    /// <summary>The program has written to stream 1 or 2; completes when it may go on.</summary>
    public Task Write(int stream, ReadOnlyMemory<byte> bytes) => hasTerminal ? Pass(1, TerminalText.Of(bytes)) : Pass(stream, bytes);

    /// <summary>The run is over, or never began: nobody listens any more, and the next run has an input of its own.</summary>
    public void EndRun()
    {
        Taps.EndAll();
        Input.End();
        Input = NewInput();
    }

    private ContainerInput NewInput() => hasTerminal ? new TerminalInput(world, Show) : new ContainerInput(world);

    /// <summary>What a terminal echoes waits for nobody.</summary>
    private void Show(ReadOnlyMemory<byte> bytes) => Pass(1, bytes);

    private Task Pass(int stream, ReadOnlyMemory<byte> bytes)
    {
        log?.Append(stream, bytes.Span);
        return Taps.Offer(stream, bytes);
    }
}
