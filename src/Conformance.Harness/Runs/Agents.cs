namespace Conformance.Harness.Runs;

/// <summary>
/// All agents of a run: the first, which a scenario is about, and its neighbours on the same host and daemon. A neighbour is set up as the
/// first one, but has a work folder, an installation, an address and processes of its own, so that the two share nothing but what
/// two installations on one host share.
/// </summary>
internal sealed class Agents
{
    private readonly List<AgentKeeper> keepers = [];

    /// <summary>Agents that were not started yet.</summary>
    /// <param name="around">What the first one is given.</param>
    public Agents(AgentSurroundings around)
    {
        var calls = new CallLog(around.History, around.BeforeAnswer);
        keepers.Add(new AgentKeeper(null, new Agent(around, calls), around));
        foreach (var name in around.Scenario.Neighbours)
        {
            var own = around with
            {
                Agent = AgentName.Of(name),
                Options = around.Options with
                {
                    WorkFolder = $"{around.Options.WorkFolder}-{name}",
                    Installation = "conformance-" + around.Ids.Short(),
                    SlavePid = "slave(1)@" + around.FreeAddress(),
                },
            };
            keepers.Add(new AgentKeeper(name, new Agent(own, calls), own));
        }
    }

    /// <summary>The first, then its neighbours as the scenario names them.</summary>
    public IReadOnlyList<AgentKeeper> All => keepers;

    /// <summary>All tasks ever asked of them, agent by agent.</summary>
    public IEnumerable<AgentTask> Tasks => keepers.SelectMany(keeper => keeper.Agent.Tasks);

    /// <summary>Whether anything happened to one of them that a containerizer may need time to mend.</summary>
    public bool HaveDied => keepers.Exists(keeper => keeper.Agent.HasDied);

    /// <summary>A neighbour; null for the first agent.</summary>
    public AgentKeeper Named(string? neighbour) => keepers.Find(keeper => keeper.Name == neighbour)
        ?? throw new InvalidOperationException($"there is no agent '{neighbour}'");

    /// <summary>Who runs the task of that name, with the last task of that name.</summary>
    public (AgentKeeper Keeper, AgentTask Task) Find(string container)
    {
        foreach (var keeper in keepers)
        {
            if (keeper.Agent.Tasks.LastOrDefault(task => task.Name == container) is { } task)
                return (keeper, task);
        }

        throw new InvalidOperationException($"no task '{container}' was launched");
    }
}
