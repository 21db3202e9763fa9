using Conformance.Containerizer;
using Conformance.Harness.Checks;
using Conformance.Harness.Scenarios;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Runs;

/// <summary>
/// What the agent does about one task, by section 2.2 of the reference on Mesos: checkpoints before launch, the registration
/// timer armed at launch, wait, destroy, the status updates. A task counts as registered when its executor has registered
/// (<see cref="ExecutorRules"/>); where there is none that does, when its launch was answered true.
/// After each await it looks whether its incarnation still lives: a dead agent does nothing.
/// </summary>
internal sealed class TaskRunner(AgentSurroundings around, AgentCheckpoints checkpoints, CallLog calls)
{
    private bool IsCheckpointing => around.Scenario.Agent.Checkpoint;

    /// <summary>Gives a task its id and writes the line that all others refer to.</summary>
    public AgentTask Accept(LaunchStep step, string slaveId)
    {
        var containerId = around.Ids.Uuid();
        var executorId = TaskMessages.ExecutorId(step, containerId);
        var run = checkpoints.Paths.Run(slaveId, TaskMessages.FrameworkId, executorId, containerId);
        var launch = TaskMessages.Launch(
            step,
            step.Image is null ? null : around.Reference(step.Image), slaveId, around.Options.SlavePid, containerId, run.Sandbox, IsCheckpointing, around.Uri,
            around.Options.LauncherFolder);
        around.Names.AddContainer(step.Container, containerId);
        around.History.Add("harness", new TaskAsked(step.Container, containerId, launch) { Agent = around.Agent });
        var task = new AgentTask(step.Container, containerId, launch, run, around.Machine);
        if (step.Executor)
            task.Executor = new ExecutorLink(TaskMessages.ExecutorsTask(step, launch), isCustom: true);
        return task;
    }

    /// <summary>Checkpoints, launches, waits.</summary>
    public async Task Launch(AgentTask task, Incarnation incarnation)
    {
        if (task.Executor is null && incarnation.Process.HasExecutors)
            task.Executor = new ExecutorLink(task.Launch.TaskInfo, isCustom: false);
        await Checkpoint(task, incarnation);
        if (!incarnation.IsAlive)
            return;
        around.Machine.Spawn("registration timer", () => TimeRegistration(task, incarnation));
        var reply = calls.Make(
            incarnation,
            "launch",
            task.ContainerId,
            MesosCommandLine.ContainerOf(task.Launch)?.Docker?.Image ?? "no image",
            subject => subject.Launch(task.Launch),
            () => around.Points.Pass("launch.reply", task.ContainerId, Phase.Before));
        task.Sent.TrySet(true);
        if (around.WaitsAtOnce)
            around.Machine.Spawn("wait " + task.Name, () => Wait(task, incarnation));
        var outcome = await reply;
        if (!outcome.IsAnswered)
            return;
        await around.Points.Pass("launch.reply", task.ContainerId, Phase.After);
        if (incarnation.IsAlive)
            await LaunchAnswered(task, incarnation, outcome);
    }

    /// <summary>Waits for the end and takes note of it.</summary>
    public async Task Wait(AgentTask task, Incarnation incarnation)
    {
        var outcome = await calls.Make(incarnation, "wait", task.ContainerId, "", subject => subject.Wait(task.ContainerId));
        if (!outcome.IsAnswered || task.Over.IsSettled)
            return;
        var (state, message) = outcome.Value is { } termination ? Judge(task, termination) : (TaskState.TaskFailed, "Abnormal executor termination");
        if (IsCheckpointing)
            await checkpoints.WriteSentinel(task.Run);
        if (!incarnation.IsAlive)
            return;
        if (task.IsReportedOver)
            task.Over.TrySet(true);
        else
            End(task, state, task.Executor is not null && task.DestroyReason is { } reason ? $"{reason}; {message}" : message, around.Witness.LookInto(task.Run));
    }

    /// <summary>Destroys, once the launch is on its way: nobody kills what he has not started.</summary>
    public async Task Destroy(AgentTask task, Incarnation incarnation)
    {
        await task.Sent.Task;
        if (!incarnation.IsAlive)
            return;
        await calls.Make(incarnation, "destroy", task.ContainerId, task.DestroyReason ?? "", async subject =>
        {
            await subject.Destroy(task.ContainerId);
            return true;
        });
    }

    /// <summary>The agent came back without knowing the task.</summary>
    public void Lose(AgentTask task) => End(task, TaskState.TaskLost, "The agent came back without the checkpoint of this task");

    private async Task Checkpoint(AgentTask task, Incarnation incarnation)
    {
        if (!IsCheckpointing)
        {
            await checkpoints.WriteSandbox(task.Run);
            if (task.Executor is { IsCustom: true })
                await ExecutorKit.Write(around, task);
            return;
        }

        await checkpoints.WriteExecutor(incarnation.SlaveId, task.Launch.ExecutorInfo, task.ContainerId);
        if (!incarnation.IsAlive)
            return;
        if (task.Executor is { IsCustom: true })
            await ExecutorKit.Write(around, task);
        var info = task.Executor?.Task ?? task.Launch.TaskInfo;
        var record = new Mesos.Internal.Task
        {
            Name = info.Name,
            TaskId = info.TaskId,
            FrameworkId = task.Launch.ExecutorInfo.FrameworkId,
            ExecutorId = task.Launch.ExecutorInfo.ExecutorId,
            SlaveId = info.SlaveId,
            State = TaskState.TaskStaging,
        };
        record.Resources.AddRange(info.Resources);
        await checkpoints.WriteTask(task.Run, record);
    }

    private async Task LaunchAnswered(AgentTask task, Incarnation incarnation, CallOutcome<bool> outcome)
    {
        if (outcome is { Failure: null, Value: true } && task.Executor is null)
        {
            task.IsRegistered = true;
            if (!task.Over.IsSettled)
                Report(task, TaskState.TaskRunning, "");
        }

        task.Launched.TrySet(true);
        if (!around.WaitsAtOnce)
            around.Machine.Spawn("wait " + task.Name, () => Wait(task, incarnation));
        else if (outcome.Failure is { } failure && task.DestroyReason is null && !task.IsKillAsked)
            await AgentDestroys(task, incarnation, "launch failed: " + failure);
        else if (outcome is { Failure: null, Value: false } && !task.Over.IsSettled)
            End(task, TaskState.TaskFailed, "TaskInfo/ExecutorInfo not supported");
    }

    private async Task TimeRegistration(AgentTask task, Incarnation incarnation)
    {
        await Task.Delay(around.RegistrationTimeout, around.Machine.Time);
        if (!task.IsRegistered && !task.Over.IsSettled && incarnation.IsAlive)
            await AgentDestroys(task, incarnation, task.Executor is null ? "executor registration timeout" : NotRegistered);
    }

    private string NotRegistered => $"Executor did not register within {MesosDuration.Format(around.Scenario.Agent.RegistrationTimeout)}";

    /// <summary>The agent destroys on its own account; the first reason stays.</summary>
    public async Task AgentDestroys(AgentTask task, Incarnation incarnation, string reason)
    {
        task.DestroyReason ??= reason;
        if (task.Executor is { } executor)
            executor.Phase = ExecutorPhase.Terminating;
        await Destroy(task, incarnation);
    }

    /// <summary>What the framework is told. A command task that did not finish by itself has failed, or was killed on request.</summary>
    private static (TaskState State, string Message) Judge(AgentTask task, Termination termination)
    {
        if (task.Executor is { } executor)
            return (executor.IsCustom && !termination.Killed ? TaskState.TaskLost : TaskState.TaskFailed, termination.Message);
        if (!termination.Killed && termination.HasStatus && WaitStatus.ExitCode(termination.Status) == 0)
            return (TaskState.TaskFinished, termination.Message);
        return (task.IsKillAsked && termination.Killed ? TaskState.TaskKilled : TaskState.TaskFailed, termination.Message);
    }

    /// <summary>Tells the framework.</summary>
    /// <param name="task">Of which task.</param>
    /// <param name="state">Its state.</param>
    /// <param name="message">For a person.</param>
    /// <param name="sandbox">What its sandbox held, if it is over.</param>
    /// <param name="data">What its executor says for a program; null for what the agent itself says.</param>
    public void Report(AgentTask task, TaskState state, string message, SandboxOutput? sandbox = null, string? data = null)
    {
        task.IsReportedOver |= state is TaskState.TaskFinished or TaskState.TaskFailed or TaskState.TaskKilled or TaskState.TaskLost or TaskState.TaskError;
        around.History.Add(around.Agent, new TaskReported(task.ContainerId, state, message)
        {
            Data = data ?? (task.StatusData ??= StatusData.Of(task.Launch, around.Options)),
            Sandbox = sandbox,
        });
    }

    private void End(AgentTask task, TaskState state, string message, SandboxOutput? sandbox = null)
    {
        Report(task, state, message, sandbox);
        task.Launched.TrySet(true);
        task.Over.TrySet(true);
    }
}
