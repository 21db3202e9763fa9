using Conformance.Docker;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// The program <c>mesos-docker-executor</c> (src/docker/executor.cpp@0.23.0): runs the task's container by an attached <c>docker
/// run</c>, whose output goes to the sandbox. It says TASK_RUNNING once an inspect shows the container started, with what inspect has
/// printed as data, and on a kill ends the docker program and stops the container. Whoever kills this program leaves the container to itself.
/// </summary>
public sealed class DockerExecutor : IExecutor
{
    private static readonly TimeSpan InspectDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan InspectLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastPause = TimeSpan.FromSeconds(1);
    private readonly IMachine machine;
    private readonly DockerExecutorFlags flags;
    private readonly DockerArguments words;
    private readonly CliDocker docker;
    private readonly ExecutorDriver driver;
    private IChildProcess? run;
    private Task? stop;
    private string? stopFailure;
    private bool isKilled;
    private bool isOver;

    private DockerExecutor(IMachine machine, ExecutorSettings settings, DockerExecutorFlags flags)
    {
        (this.machine, this.flags) = (machine, flags);
        words = new DockerArguments(flags.Docker, flags.Host);
        docker = new CliDocker(machine, words);
        driver = new ExecutorDriver(machine, settings, this);
    }

    /// <summary>Runs the program in the current process. The result is its exit code.</summary>
    /// <param name="machine">The host.</param>
    /// <param name="arguments">Words after the program's name.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="complain">Takes a line for standard error.</param>
    public static async Task<int> Run(
        IMachine machine, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, Func<string, Task> complain)
    {
        try
        {
            return await new DockerExecutor(machine, ExecutorSettings.Of(environment), DockerExecutorFlags.Parse(arguments)).driver.Run();
        }
        catch (Exception exception) when (exception is FormatException or NetworkException)
        {
            await complain(exception.Message);
            return 1;
        }
    }

    /// <inheritdoc/>
    public async Task LaunchTask(TaskInfo task)
    {
        var id = task.TaskId.Value;
        if (run is not null)
        {
            await driver.Update(id, TaskState.TaskFailed, "Attempted to run multiple tasks using a \"docker\" executor");
            return;
        }

        try
        {
            run = await machine.Processes.Start(new ProcessSpec(words.Run(SpecOf(task), isDetached: false))
            {
                StandardOutput = OutputTarget.AppendTo(flags.Sandbox + "/stdout"),
                StandardError = OutputTarget.AppendTo(flags.Sandbox + "/stderr"),
            });
        }
        catch (Exception exception) when (exception is ProcessStartException or StageFailure)
        {
            await Finish(id, TaskState.TaskFailed, $"Docker container run error: {exception.Message}");
            return;
        }

        machine.Spawn("wait for docker run", () => Reap(id, run));
        machine.Spawn("look for the start", () => TellStart(id));
    }

    /// <inheritdoc/>
    public async Task KillTask(string taskId)
    {
        if (isKilled)
            return;
        isKilled = true;
        if (run is not { } running)
            return;
        stop = Stop();
        await running.Kill(Signals.Kill, tree: true);
    }

    /// <inheritdoc/>
    public Task Shutdown() => KillTask("");

    private RunSpec SpecOf(TaskInfo task)
    {
        var launch = new Launch { ContainerId = new ContainerID { Value = flags.Container }, TaskInfo = task, Directory = flags.Sandbox };
        var options = new ContainerizerOptions
        {
            WorkFolder = flags.Sandbox,
            SlaveId = task.SlaveId.Value,
            SlavePid = "",
            Installation = "",
            SandboxInContainer = flags.MappedFolder,
        };
        return MesosCommandLine.Build(launch, flags.Sandbox, options, Profile.Mesos0230) with { Name = flags.Container, Labels = [] };
    }

    private async Task Stop()
    {
        try
        {
            await docker.Stop(flags.Container, flags.StopTimeout, FaithfulContext.NoLimit);
        }
        catch (DockerException exception)
        {
            stopFailure = exception.Message;
        }
    }

    private async Task Reap(string taskId, IChildProcess running)
    {
        var exit = await running.Exit;
        isOver = true;
        if (stop is { } stopping)
            await stopping;
        await (stopFailure is { } failure ? Finish(taskId, TaskState.TaskFailed, $"Unable to stop docker container, error: {failure}")
            : isKilled ? Finish(taskId, TaskState.TaskKilled, null)
            : exit.IsSuccess ? Finish(taskId, TaskState.TaskFinished, null)
            : Finish(taskId, TaskState.TaskFailed, $"Docker container run error: Container exited on error: {exit.Text}"));
    }

    private async Task TellStart(string taskId)
    {
        while (!isOver)
        {
            if (await LookAtStarted() is { } printed)
            {
                if (!isOver)
                    await driver.Update(taskId, TaskState.TaskRunning, null, printed);
                return;
            }

            await Task.Delay(InspectDelay, machine.Time);
        }
    }

    /// <summary>What inspect prints of the started container; null before it is one.</summary>
    private async Task<byte[]?> LookAtStarted()
    {
        try
        {
            return await docker.InspectText(flags.Container, InspectLimit) is { } printed
                && EngineJson.ReadInspect(printed).State.StartedAt != ContainerState.Never ? printed : null;
        }
        catch (DockerException)
        {
            return null;
        }
    }

    private async Task Finish(string taskId, TaskState state, string? message)
    {
        await driver.Update(taskId, state, message);
        await Task.Delay(LastPause, machine.Time);
        driver.Stop();
    }
}
