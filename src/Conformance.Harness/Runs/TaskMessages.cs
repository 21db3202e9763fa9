using Conformance.Harness.Scenarios;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Runs;

/// <summary>
/// Builds the messages of the task path as Mesos 0.20's slave does (src/slave/slave.cpp, getExecutorInfo and launchExecutor): a
/// task with its own command and a Docker container, and the generated command executor, whose copy given to launch has the
/// task's resources added to its own 0.1 cpus and 32 MB.
/// </summary>
internal static class TaskMessages
{
    /// <summary>Id of the only framework.</summary>
    public const string FrameworkId = "20140826-133700-16777343-5050-4711-0000";

    private const string ExecutorProgram = "/usr/libexec/mesos/mesos-executor";
    private const double ExecutorCpus = 0.1;
    private const double ExecutorMegabytes = 32;

    /// <summary>The launch of a step.</summary>
    /// <param name="step">What the scenario asks.</param>
    /// <param name="image">Reference of its image.</param>
    /// <param name="slaveId">The agent's id.</param>
    /// <param name="slavePid">The agent's address.</param>
    /// <param name="containerId">Mesos container id.</param>
    /// <param name="sandbox">Sandbox on the host.</param>
    /// <param name="checkpoint">Whether the framework asks for checkpoints.</param>
    public static Launch Launch(
        LaunchStep step, string image, string slaveId, string slavePid, string containerId, string sandbox, bool checkpoint)
    {
        var command = Command(step);
        var task = new TaskInfo
        {
            Name = step.Container,
            TaskId = new TaskID { Value = TaskId(step.Container, containerId) },
            SlaveId = new SlaveID { Value = slaveId },
            Command = command,
            Container = new ContainerInfo
            {
                Type = ContainerInfo.Types.Type.Docker,
                Docker = new ContainerInfo.Types.DockerInfo { Image = image },
            },
        };
        task.Resources.Add(Scalar("cpus", step.Cpus));
        task.Resources.Add(Scalar("mem", step.Mem.Bytes / (double)(1 << 20)));
        return new Launch
        {
            ContainerId = new ContainerID { Value = containerId },
            TaskInfo = task,
            ExecutorInfo = Executor(task, command, step),
            Directory = sandbox,
            SlaveId = new SlaveID { Value = slaveId },
            SlavePid = slavePid,
            Checkpoint = checkpoint,
        };
    }

    /// <summary>Task ids are unique as frameworks make them, also when a scenario uses a name twice.</summary>
    public static string TaskId(string name, string containerId) => name + "." + containerId[..8];

    /// <summary>A scalar resource of the default role.</summary>
    public static Resource Scalar(string name, double value) => new()
    {
        Name = name,
        Type = Value.Types.Type.Scalar,
        Scalar = new Value.Types.Scalar { Value = value },
        Role = "*",
    };

    private static CommandInfo Command(LaunchStep step)
    {
        var command = new CommandInfo { Shell = step.Shell ?? step.Value is not null };
        if (step.Value is not null)
            command.Value = step.Value;
        command.Arguments.AddRange(step.Arguments);
        if (step.Env.Count == 0)
            return command;
        command.Environment = new Mesos.Messages.Environment();
        foreach (var (name, value) in step.Env)
            command.Environment.Variables.Add(new Mesos.Messages.Environment.Types.Variable { Name = name, Value = value });
        return command;
    }

    private static ExecutorInfo Executor(TaskInfo task, CommandInfo command, LaunchStep step)
    {
        var executor = new ExecutorInfo
        {
            ExecutorId = new ExecutorID { Value = task.TaskId.Value },
            FrameworkId = new FrameworkID { Value = FrameworkId },
            Command = command.Clone(),
            Name = $"Command Executor (Task: {task.TaskId.Value})",
            Source = task.TaskId.Value,
        };
        executor.Command.Value = ExecutorProgram;
        executor.Resources.Add(Scalar("cpus", ExecutorCpus + step.Cpus));
        executor.Resources.Add(Scalar("mem", ExecutorMegabytes + step.Mem.Bytes / (double)(1 << 20)));
        return executor;
    }
}
