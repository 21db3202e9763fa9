using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>A message reached the agent's address.</summary>
/// <param name="ContainerId">Mesos container id; null if it is about no known executor.</param>
/// <param name="Message">Its name without package; empty if it is none.</param>
/// <param name="From">Who sent it, as far as it says.</param>
/// <param name="Refusal">Why nothing was done about it; null if something was.</param>
public sealed record ExecutorHeard(string? ContainerId, string Message, string From, string? Refusal) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "executor.heard";

    /// <inheritdoc/>
    public override string? Container => ContainerId;

    /// <summary>What expectations are held to: message and refusal, without addresses.</summary>
    public string Words => "from executor: " + (Message.Length == 0 ? "no message" : Message) + (Refusal is null ? "" : $" refused: {Refusal}");

    /// <inheritdoc/>
    public override string Describe() => $"{Words} ({From})";
}

/// <summary>The agent sent a message to an executor.</summary>
/// <param name="ContainerId">Mesos container id; null if it is about no known executor.</param>
/// <param name="Message">Its name without package.</param>
/// <param name="To">Where to.</param>
/// <param name="Loss">Why it may not have arrived; null if it has.</param>
public sealed record ExecutorTold(string? ContainerId, string Message, string To, string? Loss) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "executor.told";

    /// <inheritdoc/>
    public override string? Container => ContainerId;

    /// <summary>What expectations are held to: message and loss, without addresses.</summary>
    public string Words => $"to executor: {Message}" + (Loss is null ? "" : " lost");

    /// <inheritdoc/>
    public override string Describe() => $"{Words} ({To}{(Loss is null ? "" : $"; {Loss}")})";
}
