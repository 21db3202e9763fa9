using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Exploration;

/// <summary>
/// Makes a failing scenario small: fewest tasks, steps, faults and keys, plain names and values. It works on the file's own
/// tree (<see cref="Reductions"/>), so that it knows every key of the language without being told. What the strict reader refuses is
/// no candidate, nor is what would be a failure of the scenario's own making: a task that nobody ends any more, or an expectation
/// whose task became another. Deterministic: the same scenario and the same answers give the same result.
/// Not safe for several threads at once.
/// </summary>
public sealed class ScenarioShrinker
{
    private readonly ScenarioReader reader = new();
    private readonly Unbinder unbinder = new(new Shapes());

    /// <summary>The smallest scenario on the way down that still fails: no single candidate of it does.</summary>
    /// <param name="scenario">One that fails.</param>
    /// <param name="fails">Whether a candidate fails in the same way; asked many times.</param>
    public Scenario Shrink(Scenario scenario, Predicate<Scenario> fails)
    {
        while (Smaller(scenario).FirstOrDefault(candidate => fails(candidate)) is { } smaller)
            scenario = smaller;
        return scenario;
    }

    /// <summary>Scenarios that are one step smaller, the greatest steps first.</summary>
    public IEnumerable<Scenario> Smaller(Scenario scenario)
    {
        var root = (MapNode)unbinder.Unbind(scenario, typeof(Scenario));
        foreach (var candidate in Reductions.Of(root, scenario))
        {
            if (reader.TryRead(candidate, scenario.File) is { } smaller && IsFair(scenario, smaller))
                yield return smaller with { Case = scenario.Case };
        }
    }

    private static bool IsFair(Scenario scenario, Scenario smaller)
    {
        if (IsAnybodyLeft(smaller) && !IsAnybodyLeft(scenario))
            return false;
        foreach (var launch in smaller.Steps.OfType<LaunchStep>())
        {
            var before = scenario.Steps.OfType<LaunchStep>().FirstOrDefault(other => other.Container == launch.Container);
            if (before is null)
                continue;
            if (IsDestroyed(scenario, launch.Container) && !IsDestroyed(smaller, launch.Container))
                return false;
            if (IsOther(before, launch) && (IsExpected(smaller, launch.Container) || (launch.Value != Reductions.Ending && !IsDestroyed(smaller, launch.Container))))
                return false;
        }

        return true;
    }

    /// <summary>Whether a container is frozen for good, or the daemon away for good, as far as the steps say.</summary>
    private static bool IsAnybodyLeft(Scenario scenario)
    {
        for (var index = 0; index < scenario.Steps.Count; index++)
        {
            var isLeft = scenario.Steps[index] switch
            {
                PauseStep pause => !IsDestroyed(scenario, pause.Container)
                    && !scenario.Steps.Skip(index).Any(step => step is UnpauseStep unpause && unpause.Container == pause.Container),
                DaemonStep { Do: not DaemonDeed.Start, For: null } => true,
                _ => false,
            };
            if (isLeft)
                return true;
        }

        return false;
    }

    private static bool IsOther(LaunchStep one, LaunchStep other) =>
        one.Value != other.Value || one.Image != other.Image || one.Shell != other.Shell || one.Arguments.Count != other.Arguments.Count || one.Env.Count != other.Env.Count;

    private static bool IsDestroyed(Scenario scenario, string container) =>
        scenario.Steps.Any(step => step is DestroyStep destroy && destroy.Container == container);

    private static bool IsExpected(Scenario scenario, string container) =>
        scenario.Expect.Logs.ContainsKey(container) || scenario.Expect.Terminations.ContainsKey(container);
}
