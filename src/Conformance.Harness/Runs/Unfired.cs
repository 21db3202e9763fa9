using Conformance.Faults;

namespace Conformance.Harness.Runs;

/// <summary>Faults that never acted: the scenario has not shown what it was written for.</summary>
internal static class Unfired
{
    /// <summary>One sentence each.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<FaultRule> rules) =>
        rules.Select(rule => $"a fault {(rule.Personality is { } name ? $"of the personality {name} " : "")}never acted: {rule.Action.Describe()} at {rule.Trigger.Describe()}");
}
