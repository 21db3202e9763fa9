using Conformance.Harness.Scenarios;
using Conformance.Harness.Subjects;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Runs;

/// <summary>
/// Builds the messages of the task path as Mesos 0.20's slave does (src/slave/slave.cpp, getExecutorInfo and launchExecutor): a
/// task with its own command and a Docker container, and the generated command executor, whose copy given to launch has the
/// task's resources added to its own 0.1 cpus and 32 MB. On the executor path the launch has no task, but an executor with a
/// Docker container; the task goes to the executor itself.
/// </summary>
internal static class TaskMessages
{
    /// <summary>Id of the only framework.</summary>
    public const string FrameworkId = "20140826-133700-16777343-5050-4711-0000";

    /// <summary>Address of its scheduler; nobody is there.</summary>
    public const string SchedulerPid = "scheduler(1)@127.0.0.1:5052";

    private const double ExecutorCpus = 0.1;
    private const double ExecutorMegabytes = 32;

    /// <summary>The launch of a step.</summary>
    /// <param name="step">What the scenario asks.</param>
    /// <param name="image">Reference of its image; null for a task without a container.</param>
    /// <param name="slaveId">The agent's id.</param>
    /// <param name="slavePid">The agent's address.</param>
    /// <param name="containerId">Mesos container id.</param>
    /// <param name="sandbox">Sandbox on the host.</param>
    /// <param name="checkpoint">Whether the framework asks for checkpoints.</param>
    /// <param name="uri">URI of a file by its name in the scenario.</param>
    /// <param name="launcherFolder">Where the command executor is.</param>
    public static Launch Launch(
        LaunchStep step,
        string? image,
        string slaveId,
        string slavePid,
        string containerId,
        string sandbox,
        bool checkpoint,
        Func<string, string> uri,
        string launcherFolder)
    {
        var command = Command(step, uri);
        var container = image is null ? null : ContainerMessages.Container(step, image, uri);
        var task = step.Executor ? null : Task(step, slaveId, containerId);
        if (task is not null)
        {
            (task.Command, task.Container) = (command, container);
            if (step.Health is { } health)
                task.HealthCheck = new HealthCheck { Command = new CommandInfo { Value = health } };
        }

        return new Launch
        {
            ContainerId = new ContainerID { Value = containerId },
            TaskInfo = task,
            ExecutorInfo = task is not null ? CommandExecutor(task, command, step, launcherFolder + "/" + ExecutorProgram.Name) : CustomExecutor(step, containerId, command, container!),
            Directory = sandbox,
            SlaveId = new SlaveID { Value = slaveId },
            SlavePid = slavePid,
            Checkpoint = checkpoint,
        };
    }

    /// <summary>The framework.</summary>
    public static FrameworkInfo Framework => new()
    {
        User = "root",
        Name = "conformance",
        Id = new FrameworkID { Value = FrameworkId },
        Checkpoint = true,
    };

    /// <summary>The agent.</summary>
    public static SlaveInfo Slave(string slaveId) => new() { Hostname = "localhost", Id = new SlaveID { Value = slaveId }, Checkpoint = true };

    /// <summary>Task ids are unique as frameworks make them, unless the scenario says otherwise.</summary>
    private static string TaskId(LaunchStep step, string containerId) => step.TaskId ?? step.Container + "." + containerId[..8];

    /// <summary>Id of the executor: a command executor has its task's.</summary>
    public static string ExecutorId(LaunchStep step, string containerId) =>
        step.Executor ? step.Container + "-executor." + containerId[..8] : TaskId(step, containerId);

    /// <summary>The task that a custom executor is given: without command and container, which are the executor's.</summary>
    public static TaskInfo ExecutorsTask(LaunchStep step, Launch launch)
    {
        var task = Task(step, launch.SlaveId.Value, launch.ContainerId.Value);
        task.Executor = launch.ExecutorInfo.Clone();
        task.Executor.Resources.Clear();
        task.Executor.Resources.AddRange(ExecutorResources);
        return task;
    }

    /// <summary>What an executor has for itself.</summary>
    public static IReadOnlyList<Resource> ExecutorResources => [Scalar("cpus", ExecutorCpus), Scalar("mem", ExecutorMegabytes)];

    /// <summary>A scalar resource of the default role.</summary>
    public static Resource Scalar(string name, double value) => new()
    {
        Name = name,
        Type = Value.Types.Type.Scalar,
        Scalar = new Value.Types.Scalar { Value = value },
        Role = "*",
    };

    private static CommandInfo Command(LaunchStep step, Func<string, string> uri)
    {
        var command = new CommandInfo { Shell = step.Shell ?? step.Value is not null };
        if (step.Value is not null)
            command.Value = step.Value;
        command.Arguments.AddRange(step.Arguments);
        foreach (var fetched in step.Uris)
            command.Uris.Add(new CommandInfo.Types.URI { Value = uri(fetched.Uri), Executable = fetched.Executable, Extract = fetched.Extract });
        if (step.Env.Count == 0)
            return command;
        command.Environment = new Mesos.Messages.Environment();
        foreach (var (name, value) in step.Env)
            command.Environment.Variables.Add(new Mesos.Messages.Environment.Types.Variable { Name = name, Value = value });
        return command;
    }

    private static TaskInfo Task(LaunchStep step, string slaveId, string containerId)
    {
        var task = new TaskInfo
        {
            Name = step.Container,
            TaskId = new TaskID { Value = TaskId(step, containerId) },
            SlaveId = new SlaveID { Value = slaveId },
        };
        task.Resources.Add(Scalar("cpus", step.Cpus));
        task.Resources.Add(Scalar("mem", step.Mem.Bytes / (double)(1 << 20)));
        if (ContainerMessages.Ports(step) is { } ports)
            task.Resources.Add(ports);
        if (step.Labels.Count > 0)
            task.Labels = new Labels { Labels_ = { step.Labels.Select(label => new Label { Key = label.Key, Value = label.Value }) } };
        return task;
    }

    private static ExecutorInfo CommandExecutor(TaskInfo task, CommandInfo command, LaunchStep step, string program)
    {
        var executor = Executor(task.TaskId.Value, command.Clone(), step);
        executor.Command.Value = program;
        executor.Name = $"Command Executor (Task: {task.TaskId.Value})";
        executor.Source = task.TaskId.Value;
        return executor;
    }

    private static ExecutorInfo CustomExecutor(LaunchStep step, string containerId, CommandInfo command, ContainerInfo container)
    {
        var executor = Executor(ExecutorId(step, containerId), command, step);
        executor.Container = container;
        return executor;
    }

    private static ExecutorInfo Executor(string id, CommandInfo command, LaunchStep step)
    {
        var executor = new ExecutorInfo
        {
            ExecutorId = new ExecutorID { Value = id },
            FrameworkId = new FrameworkID { Value = FrameworkId },
            Command = command,
        };
        executor.Resources.Add(Scalar("cpus", ExecutorCpus + step.Cpus));
        executor.Resources.Add(Scalar("mem", ExecutorMegabytes + step.Mem.Bytes / (double)(1 << 20)));
        return executor;
    }
}
