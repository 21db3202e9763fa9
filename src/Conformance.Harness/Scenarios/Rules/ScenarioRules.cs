using Conformance.Faults;

namespace Conformance.Harness.Scenarios;

/// <summary>What must fit together in a scenario whose every key is well formed.</summary>
internal sealed class ScenarioRules(Scenario scenario, Places places, Problems problems)
{
    /// <summary>Notes all that does not fit.</summary>
    public void Check(IReadOnlyList<string> requirements, IReadOnlyList<string> checks)
    {
        Head(requirements);
        foreach (var image in scenario.Images)
            new ImageRules(places, problems).Check(image);
        if (scenario.Images.Select(image => image.Login).OfType<string>().Distinct(StringComparer.Ordinal).Count() > 1)
            problems.Add(places.Of(scenario.Images), "images with different logins", "one login: their registry is the same");
        var files = new FileRules(scenario, places, problems);
        foreach (var file in scenario.Files)
            files.Check(file);
        var launches = new LaunchRules(scenario, places, problems);
        foreach (var launch in scenario.Steps.OfType<LaunchStep>())
        {
            files.Check(launch);
            launches.Check(launch);
        }

        if (scenario.Networks.Count > 0 && scenario.Backends.Contains("docker", StringComparer.Ordinal))
            problems.Add(places.Of(scenario, "networks"), "a host that only a simulation can make", "backends: [sim, fake], with the reason");
        if (scenario.Cgroups != "v1" && scenario.Backends is not ["sim"])
            problems.Add(places.Of(scenario, "cgroups"), "a host that only a simulation can make", "backends: [sim], with the reason");
        Foreign();
        Containerizers();
        new PersonalityRules(scenario, places, problems).Check();
        new AgentRules(scenario, places, problems).Check();
        new StepRules(scenario, places, problems).Check();
        var triggers = new TriggerRules(scenario, places, problems);
        foreach (var rule in scenario.Faults)
        {
            triggers.Check(rule.Trigger);
            if (rule.Action is HoldAction hold)
                triggers.Check(hold.Until);
            if (rule.Action.Refuses(rule.Trigger.On, rule.Trigger.When) is { } reason && TriggerRules.IsKnown(rule.Trigger.On))
                problems.Add(places.Of(rule.Action), $"this action does not apply to {rule.Trigger.On}: {reason}");
        }

        new ActionRules(scenario, places, problems).Check();
        HoldRules.Check(scenario, places, problems);
        Expectations(checks);
    }

    private void Head(IReadOnlyList<string> requirements)
    {
        if (scenario.Requirements.Count == 0)
            problems.Add(places.Of(scenario.Requirements), "no requirement is named", "at least one id; `conformance requirements` lists them");
        for (var index = 0; index < scenario.Requirements.Count; index++)
        {
            var id = scenario.Requirements[index];
            if (!requirements.Contains(id, StringComparer.Ordinal))
                problems.Add(places.Item(scenario.Requirements, index), $"unknown requirement '{id}'", "one of `conformance requirements`", id, requirements);
        }

        if (scenario.Backends.Count == 0)
            problems.Add(places.Of(scenario, "backends"), "no backend is left", "at least one of sim, fake, docker");
        if (scenario.Backends.Count < Scenario.AllBackends.Count && scenario.BackendsWhy is null)
            problems.Add(places.Of(scenario, "backends"), "not every backend, and no reason", "a sentence under backends-why");
        if (scenario.Backends.Count == Scenario.AllBackends.Count && scenario.BackendsWhy is not null)
            problems.Add(places.Of(scenario, "backends-why"), "a reason, but every backend is there", "backends without the one that it is about");
        if (scenario.Steps.Count == 0)
            problems.Add(places.Of(scenario.Steps), "no step", "at least one");
    }

    private void Containerizers()
    {
        var named = scenario.Agent.Containerizers;
        var known = Containerizer.ContainerizerFactory.Names;
        if (named.Count == 0)
            problems.Add(places.Of(named), "no containerizer", "at least one of docker, mesos");
        for (var index = 0; index < named.Count; index++)
        {
            if (!known.Contains(named[index], StringComparer.Ordinal))
                problems.Add(places.Item(named, index), $"unknown containerizer '{named[index]}'", "docker or mesos", named[index], known);
        }
    }

    private void Foreign()
    {
        foreach (var foreign in scenario.Foreign)
        {
            if (ImageRules.Find(scenario, foreign.Image) is not { } image)
                problems.Add(places.Of(foreign, "image"), $"unknown image '{foreign.Image}'", "an image of this scenario", foreign.Image, scenario.Images.Select(known => known.Name));
            else if (image.Pull is not null)
                problems.Add(places.Of(foreign, "image"), $"the image '{foreign.Image}' is still in its registry", "an image without pull: the container is there from the start");
        }
    }

    private void Expectations(IReadOnlyList<string> checks)
    {
        var names = scenario.Steps.OfType<LaunchStep>().Select(step => step.Container).ToList();
        var expect = scenario.Expect;
        foreach (var (name, mapping) in expect.Terminations.Keys.Select(name => (name, (object)expect.Terminations))
            .Concat(expect.Launches.Keys.Select(name => (name, (object)expect.Launches)))
            .Concat(expect.Talks.Keys.Select(name => (name, (object)expect.Talks)))
            .Concat(expect.Logs.Keys.Select(name => (name, (object)expect.Logs))))
        {
            if (!names.Contains(name, StringComparer.Ordinal))
                problems.Add(places.Key(mapping, name), $"unknown container '{name}'", "a container that a step launches", name, names);
        }

        for (var index = 0; index < expect.Containers.Count; index++)
        {
            if (!names.Contains(expect.Containers[index], StringComparer.Ordinal))
                problems.Add(places.Item(expect.Containers, index), $"unknown container '{expect.Containers[index]}'", "a container that a step launches", expect.Containers[index], names);
        }

        for (var index = 0; index < expect.Violations.Count; index++)
        {
            if (!checks.Contains(expect.Violations[index], StringComparer.Ordinal))
                problems.Add(places.Item(expect.Violations, index), $"unknown check '{expect.Violations[index]}'", "one of `conformance checks`", expect.Violations[index], checks);
        }
    }
}
