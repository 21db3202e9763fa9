using Conformance.Faults;

namespace Conformance.Harness.Scenarios;

/// <summary>What must fit in the steps: what they name is there, and comes before.</summary>
internal sealed class StepRules(Scenario scenario, Places places, Problems problems)
{
    private readonly List<string> launched = [];

    /// <summary>Notes what does not fit.</summary>
    public void Check()
    {
        var triggers = new TriggerRules(scenario, places, problems);
        foreach (var step in scenario.Steps)
        {
            switch (step)
            {
                case LaunchStep launch:
                    Launch(launch);
                    break;
                case UntilStep until:
                    triggers.Check(until.Edge);
                    break;
                case ContainersStep containers:
                    for (var index = 0; index < containers.Names.Count; index++)
                        Known(containers.Names[index], places.Item(containers.Names, index));
                    break;
                case RestartStep restart when !scenario.Steps.Any(other => other is CrashStep) && !scenario.Faults.Any(fault => fault.Action is CrashAgentAction):
                    problems.Add(places.Of(restart), "the agent starts again, but nothing kills it", "a step crash, or a fault crash-agent");
                    break;
                case UpdateStep { Cpus: null, Mem: null } update:
                    problems.Add(places.Of(update), "an update of nothing", "cpus, mem or both");
                    break;
                default:
                    break;
            }

            if (Container(step) is { } name)
                Known(name, places.Of(step, "container"));
        }
    }

    private static string? Container(Step step) => step switch
    {
        LaunchedStep launched => launched.Container,
        DestroyStep destroy => destroy.Container,
        WaitStep wait => wait.Container,
        UpdateStep update => update.Container,
        UsageStep usage => usage.Container,
        _ => null,
    };

    private void Launch(LaunchStep launch)
    {
        if (launched.Contains(launch.Container, StringComparer.Ordinal))
            problems.Add(places.Of(launch, "container"), $"a second launch of '{launch.Container}'", "a name of its own for each container");
        launched.Add(launch.Container);
        if (ImageRules.Find(scenario, launch.Image) is null && !ImageRules.IsReference(launch.Image))
            problems.Add(places.Of(launch, "image"), $"unknown image '{launch.Image}'", "an image of this scenario, or a reference with / or : that is in no registry",
                launch.Image, scenario.Images.Select(image => image.Name));
        if (launch.Cpus <= 0)
            problems.Add(places.Of(launch, "cpus"), "no processor", "more than 0");
        if (launch.Mem.Bytes <= 0)
            problems.Add(places.Of(launch, "mem"), "no memory", "more than 0");
    }

    private void Known(string name, Position at)
    {
        if (launched.Contains(name, StringComparer.Ordinal))
            return;
        var later = scenario.Steps.OfType<LaunchStep>().Any(launch => launch.Container == name);
        problems.Add(at, later ? $"the container '{name}' is launched only later" : $"unknown container '{name}'",
            "a container that a step before launches", name, launched);
    }
}
