using Conformance.Docker;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// What stands between daemon and containers (containerd and its shims): a process of its own that starts the programs, takes
/// their output and learns of their end, whether or not there is a daemon.
/// </summary>
internal sealed class Shim
{
    private readonly DockerHost host;

    public Shim(DockerHost host)
    {
        this.host = host;
        Process = host.World.Start("shim", _ => host.World.Completion<int>().Task, host.World.Init, ["containerd"]);
    }

    /// <summary>Its process.</summary>
    public SimProcess Process { get; }

    /// <summary>Starts a container's program. Called by the daemon.</summary>
    public Task<ContainerTask> Start(ContainerRecord record, SortedDictionary<string, string> environment, string workingFolder, ProgramTable programs) =>
        host.World.Call(Process, _ => Task.FromResult(Begin(record, environment, workingFolder, programs)));

    /// <summary>Starts a container's program from the outside: a run under preparation.</summary>
    public ContainerTask Begin(ContainerRecord record, SortedDictionary<string, string> environment, string workingFolder, ProgramTable programs)
    {
        var world = host.World;
        var streams = record.Streams;
        record.Files.ClearMemory();
        var run = new ContainerProgram(
            world, record.CommandLine, environment, workingFolder, streams.Write, record.Files, programs, record.Config.Hostname,
            record.HostConfig.NetworkMode == "host" ? host.Machine.Network : null)
        {
            Input = record.Config.OpenStdin || record.Config.Tty ? streams.Input : null,
            User = ContainerUser.Find(record.Config.User) ?? ContainerUser.Root,
        };
        SimProcess? process = null;
        var standIn = host.StandIns?.Begin(record.Id, record.HostConfig, signal => world.Signal(process!, signal));
        var next = world.NextPid;
        world.NextPid = standIn?.Pid ?? next;
        process = world.Start("container:" + record.Name, Body, Process, record.CommandLine);
        world.NextPid = standIn is null ? world.NextPid : next;
        process.Environment = environment;
        process.WorkingFolder = workingFolder;
        var task = new ContainerTask
        {
            Record = record,
            Process = process,
            StandIn = standIn,
            Program = run,
            Environment = environment,
            Cgroup = new CgroupValues(record.HostConfig, () => record.Files.BytesInMemory),
        };
        run.OutOfMemory = isFirst =>
        {
            task.WasOutOfMemory = true;
            if (isFirst)
                host.Strike(record.Id, isOutOfMemory: true);
        };
        host.Tasks.Add(process.Pid, task);
        world.History.Add(EngineCore.Actor, new ContainerStarted(record.Id, record.Name, process.Pid));
        Process.Post(_ => world.Spawn("reap", () => Reap(task)), null);
        return task;

        Task<int> Body(SimProcess self)
        {
            self.SignalHandler = signal => world.Spawn("signal", () => run.Deliver(signal));
            return run.Run();
        }
    }

    /// <summary>Starts a command in a running container. Called by the daemon; throws when the container has ended.</summary>
    /// <returns>Its pid inside the container.</returns>
    public Task<int> Exec(ContainerTask task, ExecStartup startup) =>
        host.World.Call(task.Process, _ => Task.FromResult(task.Program.Exec(startup)));

    /// <summary>Kills a command in a running container, and nothing that it has started. Called by the daemon.</summary>
    public async Task KillExec(ContainerTask task, int inner)
    {
        try
        {
            await host.World.Call(task.Process, _ => Task.FromResult(task.Program.Kill(inner)));
        }
        catch (PeerDiedException)
        {
            // It has ended with its container.
        }
    }

    private async Task Reap(ContainerTask task)
    {
        await task.Process.Exit;
        task.EndedAt = host.World.Now;
        task.StandInGone = task.StandIn?.End() ?? Task.CompletedTask;
        host.Tasks.Remove(task.Process.Pid);
        var record = task.Record;
        record.Log.EndOfRun();
        host.NoteRun(task);
        host.World.History.Add(EngineCore.Actor, new ContainerExited(record.Id, record.Name, task.ExitCode!.Value, task.WasOutOfMemory)
        {
            Written = record.Log.Written(),
        });
    }
}
