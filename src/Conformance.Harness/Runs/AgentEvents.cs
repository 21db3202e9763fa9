using Conformance.Containerizer;
using Conformance.Harness.Checks;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Runs;

/// <summary>The scenario asks for a task. First line about a container; maps the scenario's name to the Mesos id.</summary>
/// <param name="Name">Name in the scenario.</param>
/// <param name="ContainerId">Mesos container id.</param>
/// <param name="Launch">What the containerizer is asked.</param>
public sealed record TaskAsked(string Name, string ContainerId, Launch Launch) : EventData
{
    /// <summary>Which agent is to run it; see <see cref="AgentName"/>.</summary>
    public string Agent { get; init; } = AgentName.First;

    /// <inheritdoc/>
    public override string Kind => "task.asked";

    /// <inheritdoc/>
    public override string Container => ContainerId;

    /// <inheritdoc/>
    public override string Describe() => $"{Name} runs {MesosCommandLine.ContainerOf(Launch)?.Docker?.Image ?? "on the host"}" + (Agent == AgentName.First ? "" : " at " + Agent);
}

/// <summary>The agent called the containerizer.</summary>
/// <param name="Call">Number of the call in this run, from 1.</param>
/// <param name="Method">recover, launch, wait, update, usage, destroy, containers.</param>
/// <param name="ContainerId">Mesos container id; null for recover and containers.</param>
/// <param name="Detail">Arguments in a few words.</param>
public sealed record CallMade(int Call, string Method, string? ContainerId, string Detail = "") : EventData
{
    /// <summary>Which agent called; see <see cref="AgentName"/>.</summary>
    public string Agent { get; init; } = AgentName.First;

    /// <summary>Argument of update; null for the others.</summary>
    public IReadOnlyList<Resource>? Resources { get; init; }

    /// <inheritdoc/>
    public override string Kind => "call.made";

    /// <inheritdoc/>
    public override string? Container => ContainerId;

    /// <inheritdoc/>
    public override string Describe() => $"({Call}) {Method} {Detail}".TrimEnd();
}

/// <summary>The containerizer answered. A call without this line was open when the agent died or the run ended.</summary>
/// <param name="Call">Number of the call.</param>
/// <param name="Method">As in the call.</param>
/// <param name="ContainerId">As in the call.</param>
/// <param name="Failure">The failure's message; null if it succeeded.</param>
/// <param name="IsDefinite">Of a failure.</param>
public sealed record CallAnswered(int Call, string Method, string? ContainerId, string? Failure, bool IsDefinite = false) : EventData
{
    /// <summary>Answer of launch.</summary>
    public bool? Launched { get; init; }

    /// <summary>Answer of wait.</summary>
    public Termination? Termination { get; init; }

    /// <summary>Answer of usage.</summary>
    public ResourceStatistics? Statistics { get; init; }

    /// <summary>Answer of containers.</summary>
    public IReadOnlyList<string>? Containers { get; init; }

    /// <inheritdoc/>
    public override string Kind => "call.answered";

    /// <inheritdoc/>
    public override string? Container => ContainerId;

    /// <inheritdoc/>
    public override string Describe() =>
        $"({Call}) {Method}: " + (Failure is not null
            ? $"failed ({(IsDefinite ? "definite" : "indefinite")}): {Failure}"
            : Termination is { } t
                ? $"killed={(t.Killed ? "true" : "false")} status={(t.HasStatus ? t.Status : null)} {t.Message}"
                : Launched is { } launched
                    ? launched ? "true" : "false"
                    : Containers is { } list
                        ? string.Join(' ', list)
                        : "ok");
}

/// <summary>The agent's view of a task changed; what a framework would be told.</summary>
/// <param name="ContainerId">Mesos container id.</param>
/// <param name="State">New state.</param>
/// <param name="Message">Message of the status update.</param>
public sealed record TaskReported(string ContainerId, TaskState State, string Message) : EventData
{
    /// <summary>What its sandbox held when it was over; null where nobody looked.</summary>
    public SandboxOutput? Sandbox { get; init; }

    /// <summary><c>TaskStatus.data</c>; see <see cref="StatusData"/>. Empty for none.</summary>
    public string Data { get; init; } = "";

    /// <inheritdoc/>
    public override string Kind => "task.reported";

    /// <inheritdoc/>
    public override string Container => ContainerId;

    /// <inheritdoc/>
    public override string Describe() => $"{State} {Message}".TrimEnd();
}

/// <summary>The agent, with the containerizer in it, was started.</summary>
/// <param name="Incarnation">1 for the first.</param>
/// <param name="SlaveId">Its id.</param>
public sealed record AgentStarted(int Incarnation, string SlaveId) : EventData
{
    /// <summary>Whether its containerizer says that the labels of a task are labels of its container.</summary>
    public bool PassesLabels { get; init; }

    /// <summary>Which agent; see <see cref="AgentName"/>.</summary>
    public string Agent { get; init; } = AgentName.First;

    /// <inheritdoc/>
    public override string Kind => "agent.started";

    /// <inheritdoc/>
    public override string Describe() => $"incarnation {Incarnation} as {SlaveId}";
}

/// <summary>The agent died.</summary>
/// <param name="Incarnation">Which.</param>
/// <param name="Cause">Why: a step, a fault, its own failure.</param>
/// <param name="State">kept, partial, lost.</param>
public sealed record AgentDied(int Incarnation, string Cause, string State) : EventData
{
    /// <summary>Which agent; see <see cref="AgentName"/>.</summary>
    public string Agent { get; init; } = AgentName.First;

    /// <inheritdoc/>
    public override string Kind => "agent.died";

    /// <inheritdoc/>
    public override string Describe() =>
        (Agent == AgentName.First ? "" : Agent + ", ") + $"incarnation {Incarnation}: {Cause} (state {State})";
}

/// <summary>A step of the scenario began.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Words">The step as a person wrote it, shortened.</param>
public sealed record StepBegan(int Number, string Words) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "step";

    /// <inheritdoc/>
    public override string Describe() => $"{Number}. {Words}";
}
