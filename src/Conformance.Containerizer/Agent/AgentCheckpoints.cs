using System.Globalization;
using System.Text;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// Writes what a Mesos 0.20 agent checkpoints, and reads it back as its recovery does. It lives here because this is the
/// lowest room that knows both Mesos and a disk; the harness's agent uses it too.
/// Files are written in place, not atomically, as 0.20 does: a crash may tear the last one. Reading is lenient: a torn or
/// missing file is null, whatever else is there is used.
/// </summary>
/// <param name="disk">The agent's disk.</param>
/// <param name="paths">Where.</param>
public sealed class AgentCheckpoints(IDisk disk, AgentPaths paths)
{
    /// <summary>Where.</summary>
    public AgentPaths Paths { get; } = paths;

    /// <summary>slave.info and the link <c>meta/slaves/latest</c>; the info must have an id.</summary>
    public async Task WriteSlave(SlaveInfo info)
    {
        await disk.Write(Paths.SlaveInfo(info.Id.Value), RecordFraming.Write(info));
        await disk.Link(Paths.LatestSlave, Paths.SlaveMeta(info.Id.Value));
    }

    /// <summary>framework.info and framework.pid; the info must have an id.</summary>
    public async Task WriteFramework(string slaveId, FrameworkInfo info, string pid)
    {
        await disk.Write(Paths.FrameworkInfo(slaveId, info.Id.Value), RecordFraming.Write(info));
        await disk.Write(Paths.FrameworkPid(slaveId, info.Id.Value), Encoding.UTF8.GetBytes(pid));
    }

    /// <summary>executor.info, the run's two folders and both <c>latest</c> links. The info must have its framework's id.</summary>
    public async Task<RunPaths> WriteExecutor(string slaveId, ExecutorInfo info, string containerId)
    {
        var run = Paths.Run(slaveId, info.FrameworkId.Value, info.ExecutorId.Value, containerId);
        await disk.Write(
            Paths.ExecutorInfo(slaveId, info.FrameworkId.Value, info.ExecutorId.Value), RecordFraming.Write(info));
        await disk.CreateFolder(run.Meta);
        await disk.Link(run.LatestMeta, run.Meta);
        await WriteSandbox(run);
        return run;
    }

    /// <summary>Sandbox and its link, also for a framework without checkpoints.</summary>
    public async Task WriteSandbox(RunPaths run)
    {
        await disk.CreateFolder(run.Sandbox);
        await disk.Link(run.LatestSandbox, run.Sandbox);
    }

    /// <summary>task.info.</summary>
    public Task WriteTask(RunPaths run, Mesos.Internal.Task task) =>
        disk.Write(run.TaskInfo(task.TaskId.Value), RecordFraming.Write(task));

    /// <summary>One more record of task.updates.</summary>
    public Task AppendUpdate(RunPaths run, Mesos.Internal.StatusUpdate update) => disk.Append(
        run.TaskUpdates(update.Status.TaskId.Value),
        RecordFraming.Write(new Mesos.Internal.StatusUpdateRecord { Type = Mesos.Internal.StatusUpdateRecord.Types.Type.Update, Update = update }));

    /// <summary>pids/forked.pid.</summary>
    public Task WriteForkedPid(RunPaths run, int pid) =>
        disk.Write(run.ForkedPid, Encoding.ASCII.GetBytes(pid.ToString(CultureInfo.InvariantCulture)));

    /// <summary>pids/libprocess.pid.</summary>
    public Task WriteLibprocessPid(RunPaths run, string pid) => disk.Write(run.LibprocessPid, Encoding.UTF8.GetBytes(pid));

    /// <summary>executor.sentinel.</summary>
    public Task WriteSentinel(RunPaths run) => disk.Write(run.Sentinel, ReadOnlyMemory<byte>.Empty);

    /// <summary>
    /// The state of the agent that <c>meta/slaves/latest</c> names; null if there is no such link or folder.
    /// </summary>
    public async Task<SlaveState?> Read()
    {
        if (await disk.Look(Paths.LatestSlave) is not { Target: { } target })
            return null;
        var slaveId = LastPart(target);
        var executors = new List<ExecutorState>();
        foreach (var frameworkId in await disk.List(Paths.SlaveMeta(slaveId) + "/frameworks"))
        {
            foreach (var executorId in await disk.List(Paths.FrameworkMeta(slaveId, frameworkId) + "/executors"))
                executors.Add(await ReadExecutor(slaveId, frameworkId, executorId));
        }

        return executors.Count == 0 && await disk.Look(Paths.SlaveMeta(slaveId)) is null
            ? null
            : new SlaveState(slaveId, executors);
    }

    private async Task<ExecutorState> ReadExecutor(string slaveId, string frameworkId, string executorId)
    {
        var info = RecordFraming.ReadWhole(
            Mesos.Messages.ExecutorInfo.Parser, await disk.Read(Paths.ExecutorInfo(slaveId, frameworkId, executorId)));
        var folder = Paths.ExecutorMeta(slaveId, frameworkId, executorId) + "/runs";
        var latest = await disk.Look(folder + "/latest") is { Target: { } target } ? LastPart(target) : null;
        var runs = new List<RunState>();
        foreach (var name in await disk.List(folder))
        {
            if (name != "latest")
                runs.Add(await ReadRun(Paths.Run(slaveId, frameworkId, executorId, name), name));
        }

        return new ExecutorState(frameworkId, executorId, info, latest, runs);
    }

    private async Task<RunState> ReadRun(RunPaths run, string containerId)
    {
        var forked = Text(await disk.Read(run.ForkedPid));
        int? forkedPid = int.TryParse(forked, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 0 ? pid : null;
        var libprocessPid = Text(await disk.Read(run.LibprocessPid));
        var isCompleted = await disk.Look(run.Sentinel) is not null;
        return new RunState(containerId, forkedPid, libprocessPid, isCompleted, run.Meta, run.Sandbox);
    }

    private static string? Text(byte[]? bytes) => bytes is { Length: > 0 } ? Encoding.UTF8.GetString(bytes) : null;

    private static string LastPart(string path) => path[(path.LastIndexOf('/') + 1)..];
}
