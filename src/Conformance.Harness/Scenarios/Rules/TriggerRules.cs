using Conformance.Faults;

namespace Conformance.Harness.Scenarios;

/// <summary>What must fit in a trigger: the operation or point exists, and can be about what it names.</summary>
internal sealed class TriggerRules(Scenario scenario, Places places, Problems problems)
{
    /// <summary>Everything that can stand under <c>on</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. EngineOperations.All, .. FaultPoints.All.Select(point => point.Name)];

    /// <summary>Whether there is such an operation or point.</summary>
    public static bool IsKnown(string on) => Names.Contains(on, StringComparer.Ordinal);

    /// <summary>Notes what does not fit.</summary>
    public void Check(Trigger trigger)
    {
        if (!IsKnown(trigger.On))
        {
            problems.Add(places.Of(trigger, "on"), $"there is no operation or point '{trigger.On}'", "one of " + string.Join(", ", Names), trigger.On, Names);
            return;
        }

        if (trigger.Nth < 1)
            problems.Add(places.Of(trigger, "nth"), $"occurrence {trigger.Nth}", "1 or more");
        if (trigger.Times < 0)
            problems.Add(places.Of(trigger, "times"), $"{trigger.Times} times", "1 or more, or 0 for all");
        if (trigger.Container is { } container)
        {
            var names = scenario.Steps.OfType<LaunchStep>().Select(step => step.Container).ToList();
            if (!EngineOperations.IsAboutContainer(trigger.On) && FaultPoints.Find(trigger.On) is null)
                problems.Add(places.Of(trigger, "container"), $"{trigger.On} is not about one container", "no container here");
            else if (!names.Contains(container, StringComparer.Ordinal))
                problems.Add(places.Of(trigger, "container"), $"unknown container '{container}'", "a container that a step launches", container, names);
        }

        if (trigger.Image is not { } image)
            return;
        if (!EngineOperations.IsAboutImage(trigger.On))
            problems.Add(places.Of(trigger, "image"), $"{trigger.On} is not about an image", "no image here");
        else if (ImageRules.Find(scenario, image) is null)
            problems.Add(places.Of(trigger, "image"), $"unknown image '{image}'", "an image of this scenario", image, scenario.Images.Select(known => known.Name));
    }
}
