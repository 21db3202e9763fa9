using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>A program that the simulated host can start; the result is its exit code.</summary>
public delegate Task<int> SimulatedProgram(ProgramRun run);

/// <summary>What a running program has been given.</summary>
public sealed class ProgramRun
{
    private readonly OutputSink output;
    private readonly OutputSink error;

    internal ProgramRun(SimProcess process, OutputSink output, OutputSink error)
    {
        Process = process;
        this.output = output;
        this.error = error;
    }

    /// <summary>The process that runs it.</summary>
    public SimProcess Process { get; }

    /// <summary>Program and arguments, as in argv.</summary>
    public IReadOnlyList<string> Arguments => Process.Arguments;

    /// <summary>Its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => Process.Environment;

    /// <summary>Its working folder.</summary>
    public string WorkingFolder => Process.WorkingFolder;

    /// <summary>Where standard output goes.</summary>
    public OutputTarget StandardOutput => output.Target;

    /// <summary>Where standard error goes.</summary>
    public OutputTarget StandardError => error.Target;

    /// <summary>Writes to standard output. Ends the process with SIGPIPE when that is a pipe whose reader is dead.</summary>
    public Task WriteOut(ReadOnlyMemory<byte> bytes) => output.Write(bytes);

    /// <summary>Writes to standard error; see <see cref="WriteOut"/>.</summary>
    public Task WriteError(ReadOnlyMemory<byte> bytes) => error.Write(bytes);
}
