using Conformance.Machine;

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
                case DaemonStep { Do: DaemonDeed.Start, For: not null } daemon:
                    problems.Add(places.Of(daemon, "for"), "a start for a time", "for only with stop and crash");
                    break;
                case KillStep { Signal: var signal } kill when Signals.Parse(signal) is not > 0:
                    problems.Add(places.Of(kill, "signal"), $"there is no signal '{signal}'", "a name such as TERM or a number");
                    break;
                case WaitStep { More: < 0 } wait:
                    problems.Add(places.Of(wait, "more"), $"{wait.More} more callers", "0 or more");
                    break;
                case ShutdownStep shutdown when scenario.Steps.OfType<LaunchStep>().Any(launch => launch.Container == shutdown.Container && !launch.Executor):
                    problems.Add(places.Of(shutdown, "container"), $"'{shutdown.Container}' is no executor that could be shut down", "a container that was launched with executor: true");
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

    /// <summary>The container of a step about one that was launched before; null for other steps.</summary>
    public static string? Container(Step step) => step switch
    {
        LaunchedStep launched => launched.Container,
        KillTaskStep kill => kill.Container,
        ShutdownStep shutdown => shutdown.Container,
        DestroyStep destroy => destroy.Container,
        WaitStep wait => wait.Container,
        UpdateStep update => update.Container,
        UsageStep usage => usage.Container,
        HandStep hand => hand.Container,
        _ => null,
    };

    private void Launch(LaunchStep launch)
    {
        if (launched.Contains(launch.Container, StringComparer.Ordinal))
            problems.Add(places.Of(launch, "container"), $"a second launch of '{launch.Container}'", "a name of its own for each container");
        launched.Add(launch.Container);
        if (launch.Image is null && !scenario.Agent.Containerizers.Contains("mesos", StringComparer.Ordinal))
            problems.Add(places.Of(launch), $"the task '{launch.Container}' has no image, so that Docker cannot run it", "'image', or mesos among the containerizers of the agent");
        if (launch.Image is { } name && ImageRules.Find(scenario, name) is null && !ImageRules.IsReference(name))
            problems.Add(places.Of(launch, "image"), $"unknown image '{name}'", "an image of this scenario, or a reference with / or : that is in no registry",
                name, scenario.Images.Select(image => image.Name));
        if (launch is { Executor: true, Image: null })
            problems.Add(places.Of(launch, "executor"), "an executor without a container", "an image");
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
