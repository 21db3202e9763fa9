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
    public static void Check(Scenario scenario, Places places, Problems problems)
    {
        var launches = scenario.Steps.OfType<LaunchStep>().ToList();
        var only = launches.Count == 1 ? launches[0].Container : null;
        var holds = scenario.Faults.Where(rule => rule.Action is HoldAction).Select(rule => new Hold(rule, only)).ToList();
        foreach (var hold in holds)
        {
            var until = hold.Until;
            if (until with { Times = hold.At.Times } == hold.At)
                problems.Add(places.Of(hold.Rule), "a hold that waits for itself holds nothing", "another edge");
            else if (Reaches(hold, hold, holds, []))
                problems.Add(places.Of(hold.Rule), $"a cyclic hold: {hold.At.Describe()} waits for {until.Describe()}, which cannot come before it", "holds that do not wait for each other");
        }
    }

    private static bool Reaches(Hold from, Hold target, List<Hold> holds, HashSet<Hold> seen)
    {
        foreach (var next in holds.Where(other => IsLater(from.Until, other.At)))
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

    /// <summary>A hold, with the only container of the scenario where a trigger names none.</summary>
    private sealed class Hold(FaultRule rule, string? only)
    {
        public FaultRule Rule { get; } = rule;

        public Trigger At { get; } = Of(rule.Trigger, only);

        public Trigger Until { get; } = Of(((HoldAction)rule.Action).Until, only);

        private static Trigger Of(Trigger trigger, string? only) =>
            EngineOperations.IsAboutContainer(trigger.On) ? trigger with { Container = trigger.Container ?? only } : trigger;
    }
}
