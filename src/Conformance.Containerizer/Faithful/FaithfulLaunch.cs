using System.Globalization;
using System.Text;
using Conformance.Docker;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// The launch of docker.cpp@0.20.0: touch, fetch, pull, run, executor, checkpoint, release, reap, logs. A destroy in between is
/// noticed by the missing record, and only after fetch and pull.
/// </summary>
internal sealed class FaithfulLaunch(FaithfulContext context, FaithfulDestroy destroyer)
{
    private readonly FetchStage fetch = new(new ContainerizerContext(
        context.Machine, context.Docker, context.Options with { FetchLimit = FaithfulContext.NoLimit }, context.Profile));
    private readonly FaithfulPull puller = new(context);
    private readonly FaithfulExecutor executors = new(context);
    private readonly FaithfulLogs logs = new(context);

    /// <summary>Launches; false for what is not Docker's.</summary>
    public async Task<bool> Launch(Launch launch)
    {
        var id = launch.ContainerId.Value;
        if (context.Containers.ContainsKey(id))
            throw new ContainerizerException("Container already started", isDefinite: true);
        if (MesosCommandLine.ContainerOf(launch) is null)
            return false;
        var record = RecordOf(launch, id);
        await Touch(record);
        context.Containers.Add(id, record);
        try
        {
            await Prepare(record);
            await Start(record);
            return true;
        }
        catch (Exception exception) when (exception is StageFailure or DockerException or IOException or ProcessStartException)
        {
            if (context.Release.AgentWaitsAtOnce)
                record.RunFailure = exception.Message;
            else
                GiveUp(record);
            throw new ContainerizerException(exception.Message);
        }
    }

    /// <summary>The containerizer's own destroy. Between run and reaping it only parks, and everything after it is ignored.</summary>
    private void GiveUp(FaithfulRecord record)
    {
        if (!context.Release.HangsOnIncompleteLaunch)
        {
            record.Status ??= Task.FromResult<int?>(null);
            record.IsReaped.TrySet(true);
        }

        destroyer.Destroy(record.Id, isKilled: true);
    }

    private FaithfulRecord RecordOf(Launch launch, string id)
    {
        var run = context.Paths.Run(
            launch.SlaveId?.Value ?? context.Options.SlaveId, launch.ExecutorInfo.FrameworkId?.Value ?? "", launch.ExecutorInfo.ExecutorId.Value, id);
        var shared = new ContainerRecord(id, launch.HasDirectory ? run with { Sandbox = launch.Directory } : run, context.Machine)
        {
            Launch = launch,
            IsCheckpointed = launch.Checkpoint,
            Name = context.NameOf(id),
        };
        return new FaithfulRecord(shared, context.Machine);
    }

    private async Task Touch(FaithfulRecord record)
    {
        foreach (var path in (string[])[record.Shared.Paths.Stdout, record.Shared.Paths.Stderr])
        {
            try
            {
                await context.Machine.Disk.Append(path, ReadOnlyMemory<byte>.Empty);
            }
            catch (IOException exception)
            {
                throw new ContainerizerException($"Failed to touch '{path[(path.LastIndexOf('/') + 1)..]}': {exception.Message}", isDefinite: true);
            }
        }
    }

    private async Task Prepare(FaithfulRecord record)
    {
        await fetch.Fetch(record.Shared);
        if (!context.Knows(record))
            throw new StageFailure("Container was destroyed while launching");
        record.State = FaithfulState.Pulling;
        await puller.Pull(record);
        if (!context.Knows(record))
            throw new StageFailure("Container was destroyed while pulling image");
    }

    /// <summary>From the run on nothing can be called off: a destroy waits until the executor is reaped.</summary>
    private async Task Start(FaithfulRecord record)
    {
        record.State = FaithfulState.Running;
        var launch = record.Shared.Launch!;
        var runsByExecutor = launch.TaskInfo is not null && context.Release.Executor == ExecutorModel.DockerExecutor;
        if (!runsByExecutor)
            await Run(record);
        if (launch.TaskInfo is not null)
        {
            var executor = await executors.Fork(record);
            await Checkpoint(record, executor.Identity.Pid, "Could not checkpoint executor's pid");
            await executors.Release(record);
            record.Resources = launch.TaskInfo.Resources;
            destroyer.Watch(record, executor);
        }
        else
        {
            var seen = await context.Docker.Inspect(record.Name, FaithfulContext.NoLimit);
            if (seen is not { State.Pid: > 0 })
                throw new StageFailure("Unable to get executor pid after launch");
            await Checkpoint(record, seen.State.Pid, $"Failed to checkpoint executor's forked pid to '{record.Shared.Paths.ForkedPid}'");
            record.Resources = launch.ExecutorInfo.Resources;
            destroyer.Watch(record, seen.State.Pid);
        }

        if (!runsByExecutor)
            await logs.Follow(record);
    }

    private async Task Run(FaithfulRecord record)
    {
        var launch = record.Shared.Launch!;
        try
        {
            var spec = MesosCommandLine.Build(launch, launch.Directory, context.Options, context.Profile);
            await context.Docker.Run(spec with { Name = record.Name, Labels = [] }, FaithfulContext.NoLimit);
        }
        catch (Exception exception) when (exception is StageFailure or DockerException)
        {
            record.RunFailure = exception.Message;
            throw;
        }
    }

    /// <summary>Writes the pid in place, as 0.20 does: a crash may tear it.</summary>
    private async Task Checkpoint(FaithfulRecord record, int pid, string complaint)
    {
        if (!record.Shared.IsCheckpointed)
            return;
        await context.Machine.Point("checkpoint.write", record.Id, Phase.Before);
        try
        {
            await context.Machine.Disk.Write(record.Shared.Paths.ForkedPid, Encoding.ASCII.GetBytes(pid.ToString(CultureInfo.InvariantCulture)));
        }
        catch (IOException exception)
        {
            throw new StageFailure($"{complaint}: {exception.Message}");
        }

        await context.Machine.Point("checkpoint.write", record.Id, Phase.After);
    }
}
