using Conformance.Faults;
using Conformance.Harness.Scenarios;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Runs;

/// <summary>
/// Plays a scenario: its steps one after the other, then the settling. A step that needs a living agent starts a dead one
/// again after a second, as a service manager would (a fault may kill it anywhere); the scenario's own <c>restart</c> then
/// takes that start for its own.
/// Who waits for a task, and the settling, repeat a destroy that died with the agent.
/// Settling: tasks that are not to be left running may come to their end; faults are healed; then, if anything had gone wrong, a
/// silence of three times the longest pause between two tries plus one look at the whole list, so that whoever retries can.
/// </summary>
internal sealed class Conductor(Agent agent, AgentSurroundings around, FaultPlan plan, OtherHands hands)
{
    private const int StartsInARow = 5;
    private const int LongestRetryFactor = 16;
    private static readonly TimeSpan Downtime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortSilence = TimeSpan.FromSeconds(2);
    private readonly List<string> troubles = [];
    private int ownStarts;

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
            await agent.Start();
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

        await agent.Stop();
        // A docker program that was just asking something when the agent ended gets the time to end too.
        await agent.Pause(ShortSilence);
        IsDone = true;
    }

    private async Task Do(Step step)
    {
        switch (step)
        {
            case AfterStep after:
                await agent.Pause(after.Time);
                break;
            case UntilStep until:
                await Within(plan.Reached(until.Edge), "the edge was not reached");
                break;
            case LaunchedStep launched:
                await WaitFor(agent.Find(launched.Container).Launched.Task);
                break;
            case WaitStep wait:
                await Wait(agent.Find(wait.Container), wait.More);
                break;
            case DaemonStep daemon:
                await hands.Do(daemon);
                break;
            case HandStep hand:
                await hands.Do(hand);
                break;
            case CrashStep crash:
                await EnsureAlive();
                agent.Crash(new AgentCrash(crash.State, crash.WithChildren), "step crash");
                break;
            case RestartStep restart:
                await Restart(restart);
                break;
            default:
                await EnsureAlive();
                await Ask(step);
                break;
        }
    }

    private async Task Ask(Step step)
    {
        switch (step)
        {
            case LaunchStep launch:
                agent.Launch(launch);
                break;
            case DestroyStep destroy:
                agent.Destroy(agent.Find(destroy.Container));
                break;
            case KillTaskStep kill:
                agent.KillTask(agent.Find(kill.Container));
                break;
            case ShutdownStep shutdown:
                agent.Shutdown(agent.Find(shutdown.Container));
                break;
            case UpdateStep update:
                await agent.Update(agent.Find(update.Container), Resources(update));
                break;
            case UsageStep usage:
                await agent.Usage(agent.Find(usage.Container));
                break;
            case ContainersStep:
                await agent.Containers();
                break;
            default:
                throw new InvalidOperationException($"this program does not know the step {step.GetType().Name}");
        }
    }

    private async Task Restart(RestartStep restart)
    {
        if (ownStarts > 0)
        {
            ownStarts--;
            return;
        }

        await Within(agent.Death, "the agent did not die");
        await agent.Restart(restart.Downtime);
    }

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

    private async Task Wait(AgentTask task, int more)
    {
        if (more > 0)
        {
            await EnsureAlive();
            await WaitFor(Task.WhenAll(Enumerable.Range(0, more).Select(_ => agent.WaitAlso(task)).ToList()));
        }

        await WaitFor(task.Over.Task);
    }

    private async Task WaitFor(Task goal)
    {
        while (!goal.IsCompleted)
        {
            await EnsureAlive();
            agent.DestroyAgain();
            await Task.WhenAny(goal, agent.Death);
        }
    }

    private async Task EnsureAlive()
    {
        for (var start = 0; !agent.IsAlive; start++)
        {
            if (start == StartsInARow)
                throw new InvalidOperationException($"the agent died {StartsInARow} times in a row when it was started again");
            ownStarts++;
            await agent.Restart(Downtime);
        }
    }

    private async Task Settle()
    {
        await hands.StartDaemon();
        await EnsureAlive();
        var wasOpen = await LetTasksEnd();
        await agent.Pause(ShortSilence);
        var isDisturbed = wasOpen || agent.HasDied || plan.HasFired || hands.HaveActed;
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
        var ending = new List<Task>();
        foreach (var task in agent.Tasks)
        {
            if (!task.Over.IsSettled && !around.Scenario.Expect.Containers.Contains(task.Name, StringComparer.Ordinal))
                ending.Add(task.Over.Task);
        }

        if (ending.Count == 0)
            return false;
        var options = around.Options;
        var limit = options.RunLimit + options.StopGrace + LongestRetryFactor * options.CallLimit;
        await Task.WhenAny(WaitFor(Task.WhenAll(ending)), Task.Delay(limit, around.Machine.Time));
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
