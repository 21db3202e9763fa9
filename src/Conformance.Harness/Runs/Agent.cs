using Conformance.Containerizer;
using Conformance.Faults;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Runs;

/// <summary>
/// The life of the agent: start, recovery, death, start again. It does around the containerizer what Mesos 0.20's slave does,
/// on whatever machine it is given; <see cref="TaskRunner"/> does the same for one task. The agent's code runs in the process
/// of the harness, the containerizer in one of its own: to kill the agent is to kill that process, and from then on nobody
/// acts on answers.
/// </summary>
internal sealed class Agent
{
    private readonly AgentSurroundings around;
    private readonly AgentCheckpoints checkpoints;
    private readonly TaskRunner runner;
    private readonly CallLog calls;
    private readonly ExecutorRules rules;
    private readonly List<AgentTask> tasks = [];
    private Incarnation? current;
    private StateLoss lastLoss;
    private int incarnations;

    /// <summary>An agent that was not started yet.</summary>
    /// <param name="around">What it is given.</param>
    /// <param name="calls">Makes its calls, and those of other agents of the run.</param>
    public Agent(AgentSurroundings around, CallLog calls)
    {
        this.around = around;
        this.calls = calls;
        checkpoints = new AgentCheckpoints(around.Machine.Disk, new AgentPaths(around.Options.WorkFolder));
        runner = new TaskRunner(around, checkpoints, calls);
        rules = new ExecutorRules(
            around, checkpoints, calls, runner, id => tasks.FindLast(task => task.Launch.ExecutorInfo.ExecutorId.Value == id));
    }

    /// <summary>All tasks ever asked, in order.</summary>
    public IReadOnlyList<AgentTask> Tasks => tasks;

    /// <summary>Whether it lives.</summary>
    public bool IsAlive => current is { IsAlive: true };

    /// <summary>How it ended by itself, which no service manager mends: its containerizer is broken. Null if it did not.</summary>
    public string? Fall { get; private set; }

    /// <summary>Whether anything happened that a containerizer may need time to mend.</summary>
    public bool HasDied => incarnations > 1 || current is { IsAlive: false };

    /// <summary>Completes at the death of the present incarnation; at once when it is dead.</summary>
    public Task Death => current?.Died.Task ?? Task.CompletedTask;

    /// <summary>Starts it and recovers. When recovery fails it is dead afterwards, as Mesos' slave is.</summary>
    public async Task Start()
    {
        var state = await checkpoints.Read();
        var slaveId = state?.SlaveId ?? $"20140826-133700-16777343-5050-{around.Ids.Short()}";
        var process = await around.Subject.Start(around.Agent, around.Options with { SlaveId = slaveId });
        var incarnation = current = new Incarnation(around.Agent, ++incarnations, slaveId, process, around.Machine);
        around.History.Add(around.Agent, new AgentStarted(incarnation.Number, slaveId) { Agent = around.Agent, PassesLabels = process.PassesLabels });
        incarnation.Desk = await ExecutorDesk.Open(around, incarnation, rules);
        around.Machine.Spawn("watch the agent", () => WatchProcess(incarnation));
        var recovered = await calls.Make(incarnation, "recover", null, Describe(state), async subject =>
        {
            await subject.Recover(state);
            return true;
        });
        if (!recovered.IsAnswered)
            return;
        if (recovered.Failure is { } failure)
        {
            Crash(new AgentCrash(StateLoss.Kept, false), "Failed to perform recovery: " + failure);
            return;
        }

        if (state is null)
            await CheckpointSelf(slaveId);
        Resume(state, incarnation);
    }

    /// <summary>Starts it again after its death.</summary>
    public async Task Restart(TimeSpan downtime)
    {
        await Death;
        if (Fall is { } fall)
            throw new InvalidOperationException(fall);
        if (current is not null)
            await current.Process.Gone;
        await around.Pause(downtime);
        if (lastLoss != StateLoss.Kept)
        {
            var words = await around.LoseState(lastLoss, checkpoints.Paths.Meta, around.Ids.Fraction());
            around.History.Add("harness", new Note(words ?? "there was nothing to damage"));
            lastLoss = StateLoss.Kept;
        }

        await Start();
    }

    /// <summary>Kills it; nothing happens when it is dead. May be called from any process of the machine.</summary>
    public void Crash(AgentCrash crash, string cause)
    {
        if (current is not { IsAlive: true } incarnation)
            return;
        incarnation.Process.Kill(crash.WithChildren);
        NoteDeath(incarnation, crash.State, cause);
    }

    /// <summary>Kills it and waits until it is gone; nothing happens when it is dead.</summary>
    public async Task CrashAndBury(AgentCrash crash, string cause)
    {
        var process = current?.Process;
        Crash(crash, cause);
        if (process is not null)
            await process.Gone;
    }

    /// <summary>Ends it in order.</summary>
    public async Task Stop()
    {
        if (current is not { IsAlive: true } incarnation)
            return;
        incarnation.IsAlive = false;
        incarnation.Desk?.Dispose();
        await incarnation.Process.Stop();
    }

    /// <summary>Accepts a task.</summary>
    public void Launch(Scenarios.LaunchStep step)
    {
        var incarnation = Alive();
        var task = runner.Accept(step, incarnation.SlaveId);
        tasks.Add(task);
        around.Machine.Spawn("launch " + step.Container, () => runner.Launch(task, incarnation));
    }

    /// <summary>Asks for the end of a task; goes on at once.</summary>
    public void Destroy(AgentTask task)
    {
        var incarnation = Alive();
        task.IsKillAsked = true;
        if (task.Executor is { } executor)
            executor.Phase = ExecutorPhase.Terminating;
        task.KillAskedOf = incarnation.Number;
        around.Machine.Spawn("destroy " + task.Name, () => runner.Destroy(task, incarnation));
    }

    /// <summary>Another caller waits for the end of a task, next to the agent itself. Completes with the answer, whatever it is.</summary>
    public Task WaitAlso(AgentTask task) =>
        calls.Make(Alive(), "wait", task.ContainerId, "another caller", subject => subject.Wait(task.ContainerId));

    /// <summary>
    /// Asks again for the end of tasks whose kill went under with an earlier life of the agent, as a framework does that gets no
    /// status of what it has killed.
    /// </summary>
    public void DestroyAgain()
    {
        foreach (var task in tasks)
        {
            if (task.IsKillAsked && !task.Over.IsSettled && task.KillAskedOf < Alive().Number)
                Destroy(task);
        }
    }

    /// <summary>Kills a task as a framework asks; goes on at once.</summary>
    public void KillTask(AgentTask task)
    {
        var incarnation = Alive();
        if (task.Executor is null)
            Destroy(task);
        else
            rules.KillTask(incarnation.Desk!, incarnation, task);
    }

    /// <summary>Shuts the executor of a task down; goes on at once.</summary>
    public void Shutdown(AgentTask task)
    {
        var incarnation = Alive();
        around.Machine.Spawn("shut down " + task.Name, () => rules.Shutdown(incarnation.Desk!, incarnation, task));
    }

    /// <summary>Sets resources.</summary>
    public async Task Update(AgentTask task, IReadOnlyList<Resource> resources)
    {
        if (await WhenSent(task) is not { } incarnation)
            return;
        await calls.Update(incarnation, task.ContainerId, resources);
        around.Witness.Measure(task.ContainerId);
    }

    /// <summary>Measures.</summary>
    public async Task Usage(AgentTask task)
    {
        if (await WhenSent(task) is not { } incarnation)
            return;
        around.Witness.Measure(task.ContainerId);
        await calls.Make(incarnation, "usage", task.ContainerId, "", subject => subject.Usage(task.ContainerId));
        around.Witness.Measure(task.ContainerId);
    }

    /// <summary>Lists.</summary>
    public Task Containers() => calls.Make(Alive(), "containers", null, "", subject => subject.Containers());

    private Incarnation Alive() =>
        current is { IsAlive: true } incarnation ? incarnation : throw new InvalidOperationException($"{around.Agent} is dead");

    /// <summary>Nobody asks about what he has not launched yet. Null if the agent died before it had.</summary>
    private async Task<Incarnation?> WhenSent(AgentTask task)
    {
        var incarnation = Alive();
        await Task.WhenAny(task.Sent.Task, incarnation.Died.Task);
        return incarnation.IsAlive ? incarnation : null;
    }

    private async Task WatchProcess(Incarnation incarnation)
    {
        var words = await incarnation.Process.Gone;
        if (!incarnation.IsAlive)
            return;
        Fall = $"the subject ended by itself: {words}";
        NoteDeath(incarnation, StateLoss.Kept, "ended by itself: " + words);
    }

    private void NoteDeath(Incarnation incarnation, StateLoss state, string cause)
    {
        incarnation.IsAlive = false;
        incarnation.Desk?.Dispose();
        lastLoss = state;
        around.History.Add("harness", new AgentDied(incarnation.Number, cause, state.ToString().ToLowerInvariant()) { Agent = around.Agent });
        incarnation.Died.TrySet(true);
    }

    private async Task CheckpointSelf(string slaveId)
    {
        await checkpoints.WriteSlave(TaskMessages.Slave(slaveId));
        if (around.Scenario.Agent.Checkpoint)
            await checkpoints.WriteFramework(slaveId, TaskMessages.Framework, TaskMessages.SchedulerPid);
    }

    /// <summary>Waits for what was recovered; what is not in the state any more is lost, as the master tells a framework.</summary>
    private void Resume(SlaveState? state, Incarnation incarnation)
    {
        foreach (var task in tasks)
        {
            if (task.Over.IsSettled)
                continue;
            // Known by recovery from now on, if at all; and the call that launched it died with who made it.
            task.Sent.TrySet(true);
            if (RunOf(state, task.ContainerId) is not { } run)
            {
                runner.Lose(task);
                continue;
            }

            task.Launched.TrySet(true);
            if (incarnation.Number > 1)
                around.Witness.Measure(task.ContainerId);
            around.Machine.Spawn("wait " + task.Name, () => runner.Wait(task, incarnation));
            if (task.Executor is not null)
                around.Machine.Spawn("reconnect " + task.Name, () => rules.Reconnect(incarnation.Desk!, incarnation, task, UPid.Parse(run.LibprocessPid)));
        }
    }

    private static RunState? RunOf(SlaveState? state, string containerId)
    {
        foreach (var executor in state?.Executors ?? [])
        {
            if (executor.Info is null || executor.Latest != containerId)
                continue;
            foreach (var run in executor.Runs)
            {
                if (run.ContainerId == containerId && !run.IsCompleted)
                    return run;
            }
        }

        return null;
    }

    private static string Describe(SlaveState? state) => state is null
        ? "no state"
        : $"{state.SlaveId} with {state.Executors.Count} executors";
}
