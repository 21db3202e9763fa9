namespace Conformance.Machine;

/// <summary>A process was started.</summary>
public sealed record ProcessStarted(int Pid, int Parent, string CommandLine) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "process.started";

    /// <inheritdoc/>
    public override string Describe() => $"pid {Pid} (parent {Parent}): {CommandLine}";
}

/// <summary>A process ended: exactly one of code and signal is set; <paramref name="Failure"/> tells of an escaped exception.</summary>
public sealed record ProcessExited(int Pid, int? Code, int? Signal, string? Failure) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "process.exited";

    /// <inheritdoc/>
    public override string Describe() =>
        $"pid {Pid} " + (Signal is { } signal ? $"ended by signal {signal}" : $"exited with {Code}") + (Failure is null ? "" : $": {Failure}");
}

/// <summary>A process has sent a signal to another that is no child of it.</summary>
/// <param name="Pid">The receiver.</param>
/// <param name="Signal">Number.</param>
public sealed record ProcessSignalled(int Pid, int Signal) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "process.signalled";

    /// <inheritdoc/>
    public override string Describe() => $"pid {Pid}: signal {Signal}";
}

/// <summary>A machine point was passed; see <see cref="IMachine.Point"/>.</summary>
public sealed record PointPassed(string Name, string? About, Phase Phase) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "point";

    /// <inheritdoc/>
    public override string? Container => About;

    /// <inheritdoc/>
    public override string Describe() => $"{Name} {(Phase == Phase.Before ? "before" : "after")}";
}

/// <summary>Free words of a layer, for the reader of a timeline only; no check may depend on it.</summary>
public sealed record Note(string Words, string? About = null) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "note";

    /// <inheritdoc/>
    public override string? Container => About;

    /// <inheritdoc/>
    public override string Describe() => Words;
}
