using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Runs;

/// <summary>
/// What a service manager does for one agent: starts a dead one again after a second, whenever a step needs it alive (a fault may
/// kill it anywhere). The scenario's own <c>restart</c> then takes that start for its own.
/// </summary>
/// <param name="name">Name of a neighbour; null for the first agent.</param>
/// <param name="agent">The agent.</param>
/// <param name="around">What it was given.</param>
internal sealed class AgentKeeper(string? name, Agent agent, AgentSurroundings around)
{
    private const int StartsInARow = 5;
    private static readonly TimeSpan Downtime = TimeSpan.FromSeconds(1);
    private int ownStarts;

    /// <summary>Name of a neighbour; null for the first agent.</summary>
    public string? Name => name;

    /// <summary>The agent.</summary>
    public Agent Agent => agent;

    /// <summary>Starts it until it lives.</summary>
    public async Task EnsureAlive()
    {
        for (var start = 0; !agent.IsAlive; start++)
        {
            if (start == StartsInARow)
                throw new InvalidOperationException($"{around.Agent} died {StartsInARow} times in a row when it was started again");
            ownStarts++;
            await agent.Restart(Downtime);
        }
    }

    /// <summary>Starts it again after its death, which is awaited with the help of <paramref name="within"/>.</summary>
    public async Task Restart(RestartStep step, Func<Task, string, Task> within)
    {
        if (ownStarts > 0)
        {
            ownStarts--;
            return;
        }

        await within(agent.Death, $"{around.Agent} did not die");
        await agent.Restart(step.Downtime);
    }

    /// <summary>Waits, and as long as it takes keeps the agent alive and repeats a destroy that died with it.</summary>
    public async Task WaitFor(Task goal)
    {
        while (!goal.IsCompleted)
        {
            await EnsureAlive();
            agent.DestroyAgain();
            await Task.WhenAny(goal, agent.Death);
        }
    }
}
