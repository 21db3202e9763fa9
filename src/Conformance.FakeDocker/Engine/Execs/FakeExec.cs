using Conformance.Docker;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>A command that was prepared for a running container. It lives in the daemon's memory and is forgotten with its container.</summary>
internal sealed class FakeExec(World world, string id, FakeContainer container, ExecSpec spec)
{
    /// <summary>64 hex digits.</summary>
    public string Id => id;

    /// <summary>Where it runs.</summary>
    public FakeContainer Container => container;

    /// <summary>What was asked.</summary>
    public ExecSpec Spec => spec;

    /// <summary>Program and arguments.</summary>
    public IReadOnlyList<string> CommandLine => spec.Cmd!;

    /// <summary>Its standard streams.</summary>
    public ProgramStreams Streams { get; } = new(world, spec.Tty);

    /// <summary>Whether it was started and has not ended.</summary>
    public bool IsRunning { get; set; }

    /// <summary>Whether its start came as far as the host: from then on it has a terminal to resize, or had one.</summary>
    public bool HasSession { get; set; }

    /// <summary>Its container ended before it was started.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>Null until it has ended.</summary>
    public int? ExitCode { get; set; }

    /// <summary>Host pid; 0 before its start.</summary>
    public int Pid { get; set; }

    /// <summary>Pid inside the container; 0 before its start.</summary>
    public int InnerPid { get; set; }

    /// <summary>The command line as events tell it: a command without arguments ends with a blank.</summary>
    public string Words => CommandLine[0] + " " + string.Join(' ', CommandLine.Skip(1));
}
