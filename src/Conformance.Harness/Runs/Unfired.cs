using Conformance.Faults;

namespace Conformance.Harness.Runs;

/// <summary>Faults that never acted: the scenario has not shown what it was written for.</summary>
internal static class Unfired
{
    /// <summary>One sentence each.</summary>
    public static IEnumerable<string> Of(FaultPlan plan) =>
        plan.Unfired.Select(rule => $"a fault never acted: {rule.Action.Describe()} at {rule.Trigger.Describe()}");
}
