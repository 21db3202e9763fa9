using Conformance.Containerizer;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Internal;
using Conformance.Mesos.Messages;
using Google.Protobuf;
using Task = System.Threading.Tasks.Task;

namespace Conformance.Harness.Runs;

/// <summary>
/// What the agent does about executors that register, as Mesos 0.20's slave does (src/slave/slave.cpp: registerExecutor,
/// reregisterExecutor, statusUpdate, killTask, shutdownExecutor). An executor that registers when it is not awaited is told to shut
/// down. In one thing it is stricter than the slave: a status update of an executor that has not registered is refused.
/// </summary>
internal sealed class ExecutorRules(AgentSurroundings around, AgentCheckpoints checkpoints, CallLog calls, TaskRunner runner, Func<string, AgentTask?> find)
{
    private const string RegisterPoint = "executor.register";
    private const string UpdatePoint = "executor.update";

    /// <summary>An executor registers: it gets its task.</summary>
    public async Task<ExecutorHeard> Register(ExecutorDesk desk, Incarnation incarnation, RegisterExecutorMessage message, UPid from)
    {
        var task = find(message.ExecutorId.Value);
        var refusal = task?.Executor switch
        {
            null => "the agent knows no such executor",
            { MustReregister: true } => "the agent has come back and takes only ReregisterExecutorMessage of this executor",
            { Phase: ExecutorPhase.Running } => "the executor has registered already",
            { Phase: ExecutorPhase.Terminating } => "the executor is to end",
            _ => null,
        };
        var heard = Hear(task, message, from, refusal);
        if (refusal is not null)
        {
            desk.Tell(task, from, new ShutdownExecutorMessage());
            return heard;
        }

        await Welcome(task!, incarnation, from);
        desk.Tell(task, from, new ExecutorRegisteredMessage
        {
            ExecutorInfo = task!.Launch.ExecutorInfo,
            FrameworkId = task.Launch.ExecutorInfo.FrameworkId,
            FrameworkInfo = TaskMessages.Framework,
            SlaveId = task.Launch.SlaveId,
            SlaveInfo = TaskMessages.Slave(incarnation.SlaveId),
        });
        Assign(task, desk, from);
        SetResources(task, incarnation, task.Launch.ExecutorInfo.Resources);
        return heard;
    }

    /// <summary>An executor registers again after the agent's return, with what it had no acknowledgement of.</summary>
    public async Task<ExecutorHeard> Reregister(ExecutorDesk desk, Incarnation incarnation, ReregisterExecutorMessage message, UPid from)
    {
        var task = find(message.ExecutorId.Value);
        var refusal = task?.Executor switch
        {
            null => "the agent knows no such executor",
            { MustReregister: false } => "the agent is not recovering this executor",
            { Phase: ExecutorPhase.Terminating } => "the executor is to end",
            _ => null,
        };
        var heard = Hear(task, message, from, refusal);
        if (refusal is not null)
        {
            desk.Tell(task, from, new ShutdownExecutorMessage());
            return heard;
        }

        await Welcome(task!, incarnation, from);
        desk.Tell(task, from, new ExecutorReregisteredMessage { SlaveId = task!.Launch.SlaveId, SlaveInfo = TaskMessages.Slave(incarnation.SlaveId) });
        foreach (var update in message.Updates)
            await Take(desk, incarnation, task, update, from);
        var has = message.Tasks.Any(known => known.TaskId.Equals(task.Executor!.Task.TaskId));
        if (!task.Executor!.HasTask)
            Assign(task, desk, from);
        else if (!has && !task.IsReportedOver)
            runner.Report(task, TaskState.TaskLost, "Task launched during slave restart");
        SetResources(task, incarnation, task.IsReportedOver ? TaskMessages.ExecutorResources : task.Launch.ExecutorInfo.Resources);
        return heard;
    }

    /// <summary>A status update: told to the framework once, acknowledged each time.</summary>
    public async Task<ExecutorHeard> Update(ExecutorDesk desk, Incarnation incarnation, StatusUpdateMessage message, UPid from)
    {
        var task = find(message.Update.ExecutorId?.Value ?? "");
        var refusal = task?.Executor switch
        {
            null => "the agent knows no such executor",
            { Pid: null } => "the executor has not registered",
            { Task: var own } when !own.TaskId.Equals(message.Update.Status.TaskId) => $"the executor has no task '{message.Update.Status.TaskId.Value}'",
            _ => null,
        };
        var heard = Hear(task, message, from, refusal);
        if (refusal is not null)
            return heard;
        await around.Points.Pass(UpdatePoint, task!.ContainerId, Phase.Before);
        EnsureAlive(incarnation, from);
        await Take(desk, incarnation, task, message.Update, UPid.Parse(message.Pid) ?? from);
        return heard;
    }

    /// <summary>The framework wants a task ended.</summary>
    public void KillTask(ExecutorDesk desk, Incarnation incarnation, AgentTask task)
    {
        var executor = task.Executor!;
        if (executor.Pid is { } pid)
        {
            desk.Tell(task, pid, new KillTaskMessage { FrameworkId = task.Launch.ExecutorInfo.FrameworkId, TaskId = executor.Task.TaskId });
            return;
        }

        runner.Report(task, TaskState.TaskKilled, "Unregistered executor");
        around.Machine.Spawn("destroy " + task.Name, () => runner.AgentDestroys(task, incarnation, "Unregistered executor has no task any more"));
    }

    /// <summary>An executor is to end: it is asked, and after the grace period made to.</summary>
    public async Task Shutdown(ExecutorDesk desk, Incarnation incarnation, AgentTask task)
    {
        var executor = task.Executor!;
        executor.Phase = ExecutorPhase.Terminating;
        if (executor.Pid is { } pid)
            desk.Tell(task, pid, new ShutdownExecutorMessage());
        await Task.Delay(around.ShutdownGrace, around.Machine.Time);
        if (!task.Over.IsSettled && incarnation.IsAlive)
            await runner.AgentDestroys(task, incarnation, $"Executor did not end within {MesosDuration.Format(around.Scenario.Agent.ShutdownGrace)} of its shutdown");
    }

    /// <summary>After the agent's return: calls an executor, which must answer soon.</summary>
    public async Task Reconnect(ExecutorDesk desk, Incarnation incarnation, AgentTask task, UPid? pid)
    {
        var executor = task.Executor!;
        executor.Phase = ExecutorPhase.Registering;
        executor.MustReregister = true;
        executor.Pid = null;
        task.IsRegistered = false;
        if (pid is not null)
            desk.Tell(task, pid, new ReconnectExecutorMessage { SlaveId = new SlaveID { Value = incarnation.SlaveId } });
        await Task.Delay(around.ReregistrationTimeout, around.Machine.Time);
        if (!incarnation.IsAlive || !executor.MustReregister || task.Over.IsSettled)
            return;
        executor.MustReregister = false;
        await runner.AgentDestroys(task, incarnation, $"Executor did not re-register within {MesosDuration.Format(around.Scenario.Agent.ReregistrationTimeout)}");
    }

    private ExecutorHeard Hear(AgentTask? task, IMessage message, UPid from, string? refusal)
    {
        var heard = new ExecutorHeard(task?.ContainerId, message.Descriptor.Name, from.ToString(), refusal);
        if (task is not null)
            around.History.Add(around.Agent, heard);
        return heard;
    }

    private async Task Welcome(AgentTask task, Incarnation incarnation, UPid from)
    {
        await around.Points.Pass(RegisterPoint, task.ContainerId, Phase.Before);
        EnsureAlive(incarnation, from);
        var executor = task.Executor!;
        executor.Phase = ExecutorPhase.Running;
        executor.MustReregister = false;
        executor.Pid = from;
        task.IsRegistered = true;
        if (around.Scenario.Agent.Checkpoint)
            await checkpoints.WriteLibprocessPid(task.Run, from.ToString());
        await around.Points.Pass(RegisterPoint, task.ContainerId, Phase.After);
        EnsureAlive(incarnation, from);
    }

    private static void Assign(AgentTask task, ExecutorDesk desk, UPid executor)
    {
        task.Executor!.HasTask = true;
        desk.Tell(task, executor, new RunTaskMessage
        {
            FrameworkId = task.Launch.ExecutorInfo.FrameworkId,
            Framework = TaskMessages.Framework,
            Pid = TaskMessages.SchedulerPid,
            Task = task.Executor.Task,
        });
    }

    private async Task Take(ExecutorDesk desk, Incarnation incarnation, AgentTask task, StatusUpdate update, UPid acknowledgeTo)
    {
        if (task.Executor!.Updates.Add(update.Uuid) && !task.IsReportedOver)
        {
            if (around.Scenario.Agent.Checkpoint)
                await checkpoints.AppendUpdate(task.Run, update);
            if (IsTerminal(update.Status.State))
                await ReleaseResources(task, incarnation);
            EnsureAlive(incarnation, acknowledgeTo);
            runner.Report(task, update.Status.State, update.Status.Message, data: update.Status.HasData ? update.Status.Data.ToStringUtf8() : null);
        }

        await around.Points.Pass(UpdatePoint, task.ContainerId, Phase.After);
        EnsureAlive(incarnation, acknowledgeTo);
        desk.Tell(task, acknowledgeTo, new StatusUpdateAcknowledgementMessage
        {
            SlaveId = task.Launch.SlaveId,
            FrameworkId = update.FrameworkId,
            TaskId = update.Status.TaskId,
            Uuid = update.Uuid,
        });
    }

    /// <summary>What the task had is taken back before the framework hears of its end; where that fails, the container must go.</summary>
    private async Task ReleaseResources(AgentTask task, Incarnation incarnation)
    {
        var outcome = await calls.Update(incarnation, task.ContainerId, TaskMessages.ExecutorResources);
        if (outcome.Failure is { } failure)
            around.Machine.Spawn("destroy " + task.Name, () => runner.AgentDestroys(task, incarnation, "Failed to update resources: " + failure));
    }

    private void SetResources(AgentTask task, Incarnation incarnation, IReadOnlyList<Resource> resources) =>
        around.Machine.Spawn("update " + task.Name, () => calls.Update(incarnation, task.ContainerId, resources));

    /// <summary>A dead agent answers nobody.</summary>
    private static void EnsureAlive(Incarnation incarnation, UPid peer)
    {
        if (!incarnation.IsAlive)
            throw new NetworkException(NetworkFailure.Cut, peer.Address);
    }

    private static bool IsTerminal(TaskState state) =>
        state is TaskState.TaskFinished or TaskState.TaskFailed or TaskState.TaskKilled or TaskState.TaskLost or TaskState.TaskError;
}
