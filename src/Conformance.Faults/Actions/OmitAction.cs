using System.Text.Json.Nodes;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>A container that is there is missing from the daemon's list.</summary>
[Word("omit", "A list leaves a container out, as if it were not there.")]
public sealed record OmitAction : FaultAction
{
    /// <summary>Scenario name of the container.</summary>
    [Meaning("The container that is left out.", IsShorthand = true)]
    public required string Container { get; init; }

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override string? Refuses(string operation, Phase phase) =>
        operation != "container.list" ? "only container.list is a list of containers"
        : phase == Phase.After ? "it acts on the answer; use when: before"
        : null;

    /// <inheritdoc/>
    public override Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan) => Task.FromResult<FaultEffect>(new Omission(Container));

    /// <inheritdoc/>
    public override string Describe() => $"list without {Container}";

    private sealed record Omission(string Name) : ChangedReply
    {
        public override object Change(object reply, Func<string, string?> nameOf)
        {
            var kept = new List<ContainerSummary>();
            foreach (var container in (IReadOnlyList<ContainerSummary>)reply)
            {
                if (nameOf(container.Id) != Name)
                    kept.Add(container);
            }

            return kept;
        }

        public override void Change(JsonNode reply, Func<string, string?> nameOf)
        {
            var list = reply.AsArray();
            for (var index = list.Count - 1; index >= 0; index--)
            {
                if (nameOf(list[index]!["Id"]!.GetValue<string>()) == Name)
                    list.RemoveAt(index);
            }
        }
    }
}
