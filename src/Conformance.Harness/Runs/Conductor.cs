using Conformance.Faults;
using Conformance.Harness.Scenarios;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Runs;

/// <summary>
/// Plays a scenario: its steps one after the other, then the settling. A step that needs a living agent starts a dead one
/// again, as <see cref="AgentKeeper"/> says. Who waits for a task, and the settling, repeat a destroy that died with the agent.
/// Settling: tasks that are not to be left running may come to their end; faults are healed; then, if anything had gone wrong, a
/// silence of three times the longest pause between two tries plus one look at the whole list, so that whoever retries can.
/// </summary>
internal sealed class Conductor(Agents agents, AgentSurroundings around, FaultPlan plan, OtherHands hands)
{
    private const int LongestRetryFactor = 16;
    private static readonly TimeSpan ShortSilence = TimeSpan.FromSeconds(2);
    private readonly List<string> troubles = [];

    /// <summary>All is over.</summary>
    public bool IsDone { get; private set; }

    /// <summary>All steps were done.</summary>
    public bool HasPlayed { get; private set; }

    /// <summary>The step under way, in words.</summary>
    public string Doing { get; private set; } = "the start of the agent";

    /// <summary>What kept the run from being carried out as written.</summary>
    public IReadOnlyList<string> Troubles => troubles;

    /// <summary>Plays everything.</summary>
    public async Task Play()
    {
        try
        {
            if (around.Scenario.Daemon.Absent is { } absence)
                await hands.EndDaemon(DaemonEnd.Stop, absence);
            foreach (var keeper in agents.All)
                await keeper.Agent.Start();
            var steps = around.Scenario.Steps;
            for (var number = 1; number <= steps.Count; number++)
            {
                Doing = $"step {number} ({StepWords.Describe(steps[number - 1])})";
                around.History.Add("harness", new StepBegan(number, StepWords.Describe(steps[number - 1])));
                await Do(steps[number - 1]);
            }

            HasPlayed = true;
            Doing = "settling";
            await Settle();
        }
        catch (InvalidOperationException exception)
        {
            troubles.Add($"{Doing}: {exception.Message}");
        }
        catch (SubjectException exception)
        {
            troubles.Add($"{Doing}: {exception.Message}");
        }

        foreach (var keeper in agents.All)
            await keeper.Agent.Stop();
        // A docker program that was just asking something when the agent ended gets the time to end too.
        await around.Pause(ShortSilence);
        IsDone = true;
    }

    private async Task Do(Step step)
    {
        switch (step)
        {
            case AfterStep after:
                await around.Pause(after.Time);
                break;
            case UntilStep until:
                await Within(plan.Reached(until.Edge), "the edge was not reached");
                break;
            case LaunchedStep launched:
                var (keeper, task) = agents.Find(launched.Container);
                await keeper.WaitFor(task.Launched.Task);
                break;
            case WaitStep wait:
                await Wait(wait);
                break;
            case DaemonStep daemon:
                await hands.Do(daemon);
                break;
            case HandStep hand:
                if (await hands.Do(hand) is { } refusal)
                    Miss(refusal);
                break;
            case CrashStep crash:
                await agents.Named(crash.Agent).EnsureAlive();
                agents.Named(crash.Agent).Agent.Crash(new AgentCrash(crash.State, crash.WithChildren), "step crash");
                break;
            case RestartStep restart:
                await agents.Named(restart.Agent).Restart(restart, Within);
                break;
            default:
                await Ask(step);
                break;
        }
    }

    /// <summary>Another hand could not do what the step says; the play goes on, as what it was to show may show itself all the same.</summary>
    private void Miss(string why)
    {
        if (around.MayMiss)
            around.History.Add("harness", new Note($"{Doing}: {why}"));
        else
            troubles.Add($"{Doing}: {why}");
    }

    private async Task Ask(Step step)
    {
        switch (step)
        {
            case LaunchStep launch:
                (await Alive(launch.Agent)).Launch(launch);
                break;
            case ContainersStep containers:
                await (await Alive(containers.Agent)).Containers();
                break;
            default:
                var (keeper, task) = agents.Find(StepRules.Container(step) ?? throw Unknown(step));
                await keeper.EnsureAlive();
                await Ask(step, keeper.Agent, task);
                break;
        }
    }

    private static async Task Ask(Step step, Agent agent, AgentTask task)
    {
        switch (step)
        {
            case DestroyStep:
                agent.Destroy(task);
                break;
            case KillTaskStep:
                agent.KillTask(task);
                break;
            case ShutdownStep:
                agent.Shutdown(task);
                break;
            case UpdateStep update:
                await agent.Update(task, Resources(update));
                break;
            case UsageStep:
                await agent.Usage(task);
                break;
            default:
                throw Unknown(step);
        }
    }

    private async Task<Agent> Alive(string? neighbour)
    {
        var keeper = agents.Named(neighbour);
        await keeper.EnsureAlive();
        return keeper.Agent;
    }

    private static InvalidOperationException Unknown(Step step) => new($"this program does not know the step {step.GetType().Name}");

    /// <summary>
    /// Waits for what a launch or a fault must bring about, for as long as a launch can take at all. In a simulation the run
    /// would be stuck without this; on the wall's clock it would be endless.
    /// </summary>
    private async Task Within(Task goal, string otherwise)
    {
        var options = around.Options;
        var limit = around.RegistrationTimeout + options.RunLimit + LongestRetryFactor * options.CallLimit;
        if (await Task.WhenAny(goal, Task.Delay(limit, around.Machine.Time)) != goal)
            throw new InvalidOperationException($"{otherwise} within {limit * around.TimeScale}");
        await goal;
    }

    private async Task Wait(WaitStep step)
    {
        var (keeper, task) = agents.Find(step.Container);
        if (step.More > 0)
        {
            await keeper.EnsureAlive();
            await keeper.WaitFor(Task.WhenAll(Enumerable.Range(0, step.More).Select(_ => keeper.Agent.WaitAlso(task)).ToList()));
        }

        await keeper.WaitFor(task.Over.Task);
    }

    private async Task Settle()
    {
        await hands.StartDaemon();
        foreach (var keeper in agents.All)
            await keeper.EnsureAlive();
        var wasOpen = await LetTasksEnd();
        await around.Pause(ShortSilence);
        var isDisturbed = wasOpen || agents.HaveDied || plan.HasFired || hands.HaveActed;
        plan.Heal();
        if (!isDisturbed)
            return;
        await LetTasksEnd();
        var options = around.Options;
        await Task.Delay(3 * LongestRetryFactor * options.RetryPause + options.ReconcileInterval, around.Machine.Time);
    }

    /// <summary>Waits, within bounds, for tasks that are not to be left running. Says whether there were any.</summary>
    private async Task<bool> LetTasksEnd()
    {
        var endings = new List<Task>();
        foreach (var keeper in agents.All)
        {
            var ending = keeper.Agent.Tasks
                .Where(task => !task.Over.IsSettled && !around.Scenario.Expect.Containers.Contains(task.Name, StringComparer.Ordinal))
                .Select(task => task.Over.Task).ToList();
            if (ending.Count > 0)
                endings.Add(keeper.WaitFor(Task.WhenAll(ending)));
        }

        if (endings.Count == 0)
            return false;
        var options = around.Options;
        var limit = options.RunLimit + options.StopGrace + LongestRetryFactor * options.CallLimit;
        await Task.WhenAny(Task.WhenAll(endings), Task.Delay(limit, around.Machine.Time));
        return true;
    }

    private static List<Resource> Resources(UpdateStep step)
    {
        var resources = new List<Resource>(2);
        if (step.Cpus is { } cpus)
            resources.Add(TaskMessages.Scalar("cpus", cpus));
        if (step.Mem is { } memory)
            resources.Add(TaskMessages.Scalar("mem", memory.Bytes / (double)(1 << 20)));
        return resources;
    }
}
