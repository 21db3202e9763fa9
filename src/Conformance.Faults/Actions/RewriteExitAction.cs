using System.Text.Json.Nodes;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>The daemon tells another exit code than the process had: 0 or 255 after an outage, -1 after an OOM, 128 for a start that failed.</summary>
[Word("rewrite-exit", "The daemon tells another exit code than the true one.")]
public sealed record RewriteExitAction : FaultAction
{
    /// <summary>The code told.</summary>
    [Meaning("The code that is told.", IsShorthand = true)]
    public required int Code { get; init; }

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override string? Refuses(string operation, Phase phase) =>
        operation is not ("container.inspect" or "container.wait") ? "only container.inspect and container.wait tell an exit code"
        : phase == Phase.After ? "it acts on the answer; use when: before"
        : null;

    /// <inheritdoc/>
    public override Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan) => Task.FromResult<FaultEffect>(new Rewriting(Code));

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"exit code {Code}");

    /// <summary>A container that runs has no exit code to change.</summary>
    private sealed record Rewriting(int Code) : ChangedReply
    {
        public override object Change(object reply, Func<string, string?> nameOf) => reply switch
        {
            WaitReply wait => wait with { StatusCode = Code },
            ContainerInspect { State.Running: false } seen => seen with { State = seen.State with { ExitCode = Code } },
            _ => reply,
        };

        public override void Change(JsonNode reply, Func<string, string?> nameOf)
        {
            if (reply["State"] is not { } state)
                reply["StatusCode"] = Code;
            else if (!state["Running"]!.GetValue<bool>())
                state["ExitCode"] = Code;
        }
    }
}
