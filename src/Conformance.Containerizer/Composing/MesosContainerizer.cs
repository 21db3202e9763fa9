using System.Globalization;
using System.Text;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// The containerizer of Mesos' own as far as a Docker containerizer meets it beside its own: a task without a container runs as a
/// process of the host, whose pid is checkpointed. Without isolation, without limits.
/// </summary>
/// <param name="machine">Clock, disk, processes.</param>
/// <param name="options">Flags.</param>
public sealed class MesosContainerizer(IMachine machine, ContainerizerOptions options) : IContainerizer
{
    private static readonly TimeSpan ReapInterval = TimeSpan.FromSeconds(1);
    private readonly AgentPaths paths = new(options.WorkFolder);
    private readonly SortedDictionary<string, Container> containers = new(StringComparer.Ordinal);

    /// <summary>Adopts every executor without a container that has a pid.</summary>
    public async Task Recover(SlaveState? state)
    {
        foreach (var executor in state?.Executors ?? [])
        {
            var run = executor.Runs.FirstOrDefault(run => run.ContainerId == executor.Latest);
            if (run is not { ForkedPid: { } pid, IsCompleted: false } || executor.Info is not { Container: null })
                continue;

            if (await machine.Processes.Find(pid) is { } found && found.Arguments is ["/bin/sh", "-c", ..])
                Watch(run.ContainerId, found.Identity, EndOf(found.Identity));
        }
    }

    /// <inheritdoc/>
    public async Task<bool> Launch(Launch launch)
    {
        var id = launch.ContainerId.Value;
        if (containers.ContainsKey(id))
            throw new ContainerizerException("Container already started", isDefinite: true);
        if (launch.TaskInfo is not { Container: null, Command: { HasValue: true } command })
            return false;
        var run = paths.Run(launch.SlaveId.Value, launch.ExecutorInfo.FrameworkId.Value, launch.ExecutorInfo.ExecutorId.Value, id);
        try
        {
            var child = await machine.Processes.Start(new ProcessSpec(["/bin/sh", "-c", command.Value])
            {
                WorkingFolder = launch.Directory,
                StandardOutput = OutputTarget.AppendTo(launch.Directory + "/stdout"),
                StandardError = OutputTarget.AppendTo(launch.Directory + "/stderr"),
            });
            if (launch.Checkpoint)
                await machine.Disk.Write(run.ForkedPid, Encoding.ASCII.GetBytes(child.Identity.Pid.ToString(CultureInfo.InvariantCulture)));
            Watch(id, child.Identity, StatusOf(child));
            return true;
        }
        catch (Exception exception) when (exception is ProcessStartException or IOException)
        {
            throw new ContainerizerException($"Failed to fork executor: {exception.Message}");
        }
    }

    /// <summary>Nothing is limited here.</summary>
    public Task Update(string containerId, IReadOnlyList<Resource> resources) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ResourceStatistics> Usage(string containerId) =>
        Task.FromException<ResourceStatistics>(new ContainerizerException("Usage is not measured", isDefinite: true));

    /// <inheritdoc/>
    public Task<Termination> Wait(string containerId) => containers.TryGetValue(containerId, out var container)
        ? container.Termination.Task
        : Task.FromException<Termination>(new ContainerizerException($"Unknown container: {containerId}", isDefinite: true));

    /// <inheritdoc/>
    public async Task Destroy(string containerId)
    {
        if (!containers.TryGetValue(containerId, out var container))
            return;
        container.IsKilled = true;
        await machine.Processes.Signal(container.Process, Signals.Kill);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> Containers() => Task.FromResult<IReadOnlyList<string>>([.. containers.Keys]);

    private void Watch(string id, ProcessIdentity process, Task<int?> end)
    {
        var container = new Container(process, machine.Completion<Termination>());
        containers.Add(id, container);
        machine.Spawn("reap " + id, async () =>
        {
            var termination = new Termination();
            if (await end is { } status)
                termination.Status = status;
            termination.Killed = container.IsKilled;
            termination.Message = container.IsKilled ? "Container killed" : "Container terminated";
            containers.Remove(id);
            container.Termination.TrySet(termination);
        });
    }

    private static async Task<int?> StatusOf(IChildProcess child)
    {
        var exit = await child.Exit;
        return exit.Code is { } code ? WaitStatus.FromExitCode(code) : WaitStatus.FromSignal(exit.Signal ?? 0);
    }

    private async Task<int?> EndOf(ProcessIdentity process)
    {
        while (await machine.Processes.Find(process.Pid) is { IsZombie: false } found && found.Identity == process)
            await Task.Delay(ReapInterval, machine.Time);
        return null;
    }

    private sealed class Container(ProcessIdentity process, Completion<Termination> termination)
    {
        public ProcessIdentity Process { get; } = process;

        public Completion<Termination> Termination { get; } = termination;

        public bool IsKilled { get; set; }
    }
}
