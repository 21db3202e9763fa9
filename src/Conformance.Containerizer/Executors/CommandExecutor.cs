using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// The program <c>mesos-executor --override ARGV...</c> (src/launcher/executor.cpp@0.20.0): runs ARGV in the place of the task's own
/// command and reports what became of it. It says TASK_RUNNING as soon as it has started, ends the whole tree on a kill with TERM and
/// three seconds later KILL, waits one second after its last update and exits with 0.
/// <para>
/// In Mesos a child waits on its standard input for one byte, by which the slave says that it has noted its pid. Here
/// <c>--sync FILE</c> stands for that: it waits for the file, and ends if the agent does so before.
/// </para>
/// </summary>
public sealed class CommandExecutor : IExecutor
{
    private const string Usage = "usage: mesos-executor [--sync FILE] --override PROGRAM [ARGUMENT...]";
    private const string OneTask = "Attempted to run multiple tasks using a \"command\" executor";
    private static readonly TimeSpan Escalation = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LastPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SyncPoll = TimeSpan.FromMilliseconds(100);
    private readonly IMachine machine;
    private readonly ExecutorSettings settings;
    private readonly IReadOnlyList<string> command;
    private readonly ExecutorDriver driver;
    private IChildProcess? child;
    private bool isLaunched;
    private bool isKilled;

    private CommandExecutor(IMachine machine, ExecutorSettings settings, IReadOnlyList<string> command)
    {
        (this.machine, this.settings, this.command) = (machine, settings, command);
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
        string? syncFile = null;
        if (arguments is ["--sync", var file, ..])
            (syncFile, arguments) = (file, [.. arguments.Skip(2)]);
        if (arguments is not ["--override", _, ..])
        {
            await complain(Usage);
            return 1;
        }

        try
        {
            var executor = new CommandExecutor(machine, ExecutorSettings.Of(environment), [.. arguments.Skip(1)]);
            if (syncFile is null || await executor.IsReleased(syncFile))
                return await executor.driver.Run();
            await complain("Failed to synchronize with slave (it has probably exited)");
        }
        catch (Exception exception) when (exception is FormatException or NetworkException)
        {
            await complain(exception.Message);
        }

        return 1;
    }

    /// <inheritdoc/>
    public async Task LaunchTask(TaskInfo task)
    {
        var id = task.TaskId.Value;
        if (isLaunched)
        {
            await driver.Update(id, TaskState.TaskFailed, OneTask);
            return;
        }

        isLaunched = true;
        try
        {
            child = await machine.Processes.Start(new ProcessSpec(command)
            {
                StandardOutput = OutputTarget.AppendTo(settings.Folder + "/stdout"),
                StandardError = OutputTarget.AppendTo(settings.Folder + "/stderr"),
            });
        }
        catch (ProcessStartException exception)
        {
            await Finish(id, TaskState.TaskFailed, exception.Message);
            return;
        }

        if (task.HealthCheck?.Command is not null)
            machine.Spawn("check the health", () => KillWhenUnhealthy(task));
        await driver.Update(id, TaskState.TaskRunning, null);
        machine.Spawn("wait for the command", () => Reap(id, child));
    }

    /// <inheritdoc/>
    public async Task KillTask(string taskId)
    {
        if (isKilled)
            return;
        isKilled = true;
        if (child is not { } running)
            return;
        await running.Kill(Signals.Term, tree: true);
        machine.Spawn("escalation", async () =>
        {
            await Task.Delay(Escalation, machine.Time);
            await running.Kill(Signals.Kill, tree: true);
        });
    }

    /// <inheritdoc/>
    public Task Shutdown() => KillTask("");

    private async Task KillWhenUnhealthy(TaskInfo task)
    {
        await new HealthChecker(machine, task.HealthCheck).UntilUnhealthy();
        await KillTask(task.TaskId.Value);
    }

    private async Task Reap(string taskId, IChildProcess running)
    {
        var exit = await running.Exit;
        var state = exit.IsSuccess ? TaskState.TaskFinished : isKilled ? TaskState.TaskKilled : TaskState.TaskFailed;
        await Finish(taskId, state, $"Command {exit.Text}");
    }

    private async Task Finish(string taskId, TaskState state, string message)
    {
        await driver.Update(taskId, state, message);
        await Task.Delay(LastPause, machine.Time);
        driver.Stop();
    }

    /// <summary>Whether the agent wrote the file before its own end.</summary>
    private async Task<bool> IsReleased(string syncFile)
    {
        var link = Link();
        while (await machine.Disk.Look(syncFile) is null)
        {
            if (link.IsCompleted)
                return false;
            await Task.WhenAny(link, Task.Delay(SyncPoll, machine.Time));
        }

        return true;
    }

    private async Task Link()
    {
        try
        {
            await machine.Network.Link(settings.Agent.Address);
        }
        catch (NetworkException)
        {
            // It is gone already.
        }
    }
}
