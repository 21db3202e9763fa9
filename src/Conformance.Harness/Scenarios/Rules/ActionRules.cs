using Conformance.Faults;

namespace Conformance.Harness.Scenarios;

/// <summary>What must fit in faults beyond their triggers: what an action names is there, and the backends have what it needs.</summary>
internal sealed class ActionRules(Scenario scenario, Places places, Problems problems)
{
    /// <summary>Notes what does not fit.</summary>
    public void Check()
    {
        foreach (var rule in scenario.Faults)
        {
            switch (rule.Action)
            {
                case OmitAction omit:
                    var names = scenario.Steps.OfType<LaunchStep>().Select(step => step.Container).ToList();
                    if (!names.Contains(omit.Container, StringComparer.Ordinal))
                        problems.Add(places.Of(omit), $"unknown container '{omit.Container}'", "a container that a step launches", omit.Container, names);
                    break;
                case RemoveImageAction remove when ImageRules.Find(scenario, remove.Image) is null:
                    problems.Add(places.Of(remove), $"unknown image '{remove.Image}'", "an image of this scenario", remove.Image, scenario.Images.Select(image => image.Name));
                    break;
            }

            if (rule.IsInsideDaemon && scenario.Backends.Contains("docker", StringComparer.Ordinal))
                problems.Add(places.Of(rule.Trigger, "on"), $"{rule.Trigger.On} lies inside of the daemon, and a real one has no such point", "backends without docker, with backends-why");
        }

        if (scenario.Daemon.LosesProcesses && scenario.Backends.Contains("docker", StringComparer.Ordinal))
            problems.Add(places.Of(scenario.Daemon, "loses-processes"), "a real daemon has no switch for this", "backends without docker, with backends-why");
    }
}
