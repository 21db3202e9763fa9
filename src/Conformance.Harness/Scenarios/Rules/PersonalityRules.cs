namespace Conformance.Harness.Scenarios;

/// <summary>What must fit where personalities are named: they exist, and the backends can have them.</summary>
internal sealed class PersonalityRules(Scenario scenario, Places places, Problems problems)
{
    /// <summary>Notes what does not fit.</summary>
    public void Check()
    {
        for (var index = 0; index < scenario.Personalities.Count; index++)
        {
            var name = scenario.Personalities[index];
            var place = places.Item(scenario.Personalities, index);
            if (Personality.Find(name) is not { } personality)
                problems.Add(place, $"unknown personality '{name}'", "one of `conformance personalities`", name, Personality.All.Select(known => known.Name));
            else if (personality.Faults.Any(fault => fault.IsInsideDaemon) && scenario.Backends.Contains("docker", StringComparer.Ordinal))
                problems.Add(place, $"{name} lies inside of the daemon, and a real one cannot be given it", "backends without docker, with backends-why");
        }
    }
}
