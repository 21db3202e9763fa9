using Conformance.Faults;

namespace Conformance.Harness.Scenarios;

/// <summary>What must fit where a scenario has several agents: names, who is meant, and whose task ids are whose.</summary>
internal sealed class AgentRules(Scenario scenario, Places places, Problems problems)
{
    /// <summary>Notes what does not fit.</summary>
    public void Check()
    {
        Names();
        foreach (var step in scenario.Steps)
            Known(Agent(step), step);
        foreach (var crash in scenario.Faults.Select(fault => fault.Action).OfType<CrashAgentAction>())
            Known(crash.Agent, crash);
        foreach (var restart in scenario.Steps.OfType<RestartStep>().Where(restart => !Dies(restart.Agent)))
            problems.Add(places.Of(restart), $"{restart.Agent ?? "the agent"} starts again, but nothing kills it", "a step crash, or a fault crash-agent");
        foreach (var same in scenario.Steps.OfType<LaunchStep>().Where(launch => launch.TaskId is not null).GroupBy(launch => (launch.Agent, launch.TaskId)))
        {
            foreach (var launch in same.Skip(1))
                problems.Add(places.Of(launch, "task-id"), $"a second task '{launch.TaskId}' of the same agent", "an id of its own, or another agent");
        }
    }

    private static string? Agent(Step step) => step switch
    {
        LaunchStep launch => launch.Agent,
        CrashStep crash => crash.Agent,
        RestartStep restart => restart.Agent,
        ContainersStep containers => containers.Agent,
        _ => null,
    };

    private void Names()
    {
        var neighbours = scenario.Neighbours;
        for (var index = 0; index < neighbours.Count; index++)
        {
            var name = neighbours[index];
            if (name.Length == 0 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
                problems.Add(places.Item(neighbours, index), $"'{name}' as the name of an agent", "letters, digits and hyphens");
            else if (neighbours.Take(index).Contains(name, StringComparer.Ordinal))
                problems.Add(places.Item(neighbours, index), $"a second neighbour '{name}'", "a name of its own for each");
        }
    }

    private void Known(string? name, object where)
    {
        if (name is not null && !scenario.Neighbours.Contains(name, StringComparer.Ordinal))
            problems.Add(places.Of(where, "agent"), $"unknown agent '{name}'", "one of the scenario's neighbours; without the key it is the first agent", name, scenario.Neighbours);
    }

    private bool Dies(string? name) =>
        scenario.Steps.OfType<CrashStep>().Any(crash => crash.Agent == name)
        || scenario.Faults.Any(fault => fault.Action is CrashAgentAction crash && crash.Agent == name);
}
