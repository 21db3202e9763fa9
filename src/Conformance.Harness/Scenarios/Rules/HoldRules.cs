using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>
/// No hold may wait for what can only come after itself. An edge counts as reached on arrival, before its faults act, so two
/// edges may wait for each other; but the <c>after</c> of an operation cannot come while its <c>before</c> is held, nor a
/// container's start while its create is.
/// </summary>
internal static class HoldRules
{
    /// <summary>Notes every hold that is part of a cycle.</summary>
    public static void Check(IReadOnlyList<FaultRule> rules, Places places, Problems problems)
    {
        var holds = rules.Where(rule => rule.Action is HoldAction).ToList();
        foreach (var hold in holds)
        {
            var until = ((HoldAction)hold.Action).Until;
            if (until with { Times = hold.Trigger.Times } == hold.Trigger)
                problems.Add(places.Of(hold), "a hold that waits for itself holds nothing", "another edge");
            else if (Reaches(hold, hold, holds, []))
                problems.Add(places.Of(hold), $"a cyclic hold: {hold.Trigger.Describe()} waits for {until.Describe()}, which cannot come before it", "holds that do not wait for each other");
        }
    }

    private static bool Reaches(FaultRule from, FaultRule target, List<FaultRule> holds, HashSet<FaultRule> seen)
    {
        foreach (var next in holds.Where(other => IsLater(((HoldAction)from.Action).Until, other.Trigger)))
        {
            if (ReferenceEquals(next, target) || (seen.Add(next) && Reaches(next, target, holds, seen)))
                return true;
        }

        return false;
    }

    /// <summary>Whether an edge can only be reached once the held one went on.</summary>
    private static bool IsLater(Trigger edge, Trigger held) =>
        edge.Container == held.Container && edge.Image == held.Image && edge.Nth == held.Nth
        && (edge.On == held.On ? edge.When == Phase.After && held.When == Phase.Before
            : held.Container is not null && held.On == "container.create" && edge.On is "container.start");
}
