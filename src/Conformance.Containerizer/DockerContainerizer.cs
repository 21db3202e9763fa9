using Conformance.Docker;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// The reference containerizer: what right looks like.
/// </summary>
/// <remarks>
/// <para>
/// What it does. It launches containers through Docker for a Mesos 0.20 agent, waits for them, measures and limits them,
/// destroys them, and after a crash of the agent brings everything back under somebody's eyes. Its one promise: whatever
/// fails, no container is left that nobody owns, and every launch ends in exactly one termination that does not lie.
/// </para>
/// <para>
/// How. A container has one record (<see cref="ContainerRecord"/>) from before anything is asked of Docker until the daemon
/// has said that nothing is left. One task at a time drives a record: first the launch (<see cref="LaunchStage"/>: fetch,
/// pull, run, look, checkpoint, follow), then the watcher (<see cref="DestroyStage"/>: wait, output, removal, termination).
/// Nobody else touches the container. A destroy only leaves a wish in the record, which is never taken back; the driver sees
/// it after its present step, or at once where a step may be given up (a pull, a wait). So there are no races between stop
/// and start to lose, and no destroy that waits for a hanging call of another.
/// </para>
/// <para>
/// Its rules. (1) Intent before effect: the record is in the table and the intent on disk before create is sent, so a
/// container with our labels and without a record is a leftover, and a run without an intent never reached the daemon.
/// (2) A container says itself whose it is: labels with the installation and the container id; a name alone proves nothing.
/// (3) A failed call is unknown until looked at. Only a look at the container by id or name tells what happened; success of
/// stop or rm is no proof either. (4) Every call has a limit, every loop a back-off, and no removal is given up.
/// (5) An exit code is believed from an open wait, or from a look if it was started and no outage lies between; everything
/// else is "unknown", which is never success. (6) Kill is remembered before, during and after the launch; nothing is started
/// for a container that is to die. (7) What may be wrong unnoticed is looked at again from time to time: a wait by an
/// inspect, the table by the daemon's list (<see cref="ReconcileStage"/>).
/// </para>
/// <para>
/// Stages are classes with members to override, composed by a record (<see cref="Stages"/>); a profile switches what
/// releases of Mesos did differently.
/// </para>
/// </remarks>
public sealed class DockerContainerizer : IContainerizer
{
    private readonly ContainerizerContext context;
    private Task? recovery;

    /// <summary>A containerizer with its usual stages.</summary>
    /// <param name="machine">Clock, disk, processes.</param>
    /// <param name="docker">The daemon.</param>
    /// <param name="options">Flags and bounds.</param>
    /// <param name="profile">Behaviours; <see cref="Profile.Strict"/> is the default of everything that runs it.</param>
    /// <param name="compose">Changes the stages; null for none.</param>
    public DockerContainerizer(
        IMachine machine, IDocker docker, ContainerizerOptions options, Profile profile,
        Func<ContainerizerContext, Stages, Stages>? compose = null)
    {
        context = new ContainerizerContext(machine, docker, options, profile);
        var stages = Stages.Of(context);
        context.Stages = compose is null ? stages : compose(context, stages);
    }

    /// <inheritdoc/>
    public Task Recover(SlaveState? state) => recovery = context.Stages.Recover.Recover(state);

    /// <inheritdoc/>
    public async Task<bool> Launch(Launch launch)
    {
        // Until recovery is done nobody knows what is there already.
        if (recovery is { IsCompletedSuccessfully: false })
            await recovery;
        var id = launch.ContainerId.Value;
        if (context.Containers.Knows(id))
            throw new ContainerizerException("Container already started", isDefinite: true);
        if (MesosCommandLine.ContainerOf(launch) is null)
            return false;
        var record = new ContainerRecord(id, PathsOf(launch), context.Machine)
        {
            Launch = launch,
            IsCheckpointed = launch.Checkpoint,
            Resources = MesosCommandLine.ResourcesOf(launch, context.Profile),
        };
        context.Containers.Add(record);
        try
        {
            var mounted = SandboxLink.Of(record.Paths.Sandbox, id, context.Options) ?? record.Paths.Sandbox;
            record.Spec = MesosCommandLine.Build(launch, mounted, context.Options, context.Profile);
        }
        catch (StageFailure refusal)
        {
            record.LaunchFailure = refusal.Message;
            context.Stages.Destroy.Tell(record, ContainerEnd.Unknown(refusal.Message));
            throw new ContainerizerException(refusal.Message, isDefinite: true);
        }

        if (context.Containers.IsRefused(id))
            record.RequestKill();
        await context.Stages.Launch.Launch(record);
        return true;
    }

    /// <inheritdoc/>
    public async Task Update(string containerId, IReadOnlyList<Resource> resources)
    {
        if (context.Containers.Find(containerId) is { } record)
            await context.Stages.Update.Update(record, resources);
    }

    /// <inheritdoc/>
    public Task<ResourceStatistics> Usage(string containerId) =>
        context.Containers.Find(containerId) is { } record
            ? context.Stages.Usage.Usage(record)
            : Task.FromException<ResourceStatistics>(Unknown(containerId));

    /// <inheritdoc/>
    public Task<Termination> Wait(string containerId) =>
        context.Containers.Find(containerId) is { } record ? record.Termination
        : context.Containers.FindEnded(containerId) is { } termination ? Task.FromResult(termination)
        : Task.FromException<Termination>(Unknown(containerId));

    /// <inheritdoc/>
    public Task Destroy(string containerId)
    {
        if (context.Containers.Find(containerId) is { } record)
            record.RequestKill();
        else if (context.Containers.FindEnded(containerId) is null)
            context.Containers.Refuse(containerId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> Containers() => Task.FromResult(context.Containers.Ids);

    private static ContainerizerException Unknown(string containerId) =>
        new($"Unknown container: {containerId}", isDefinite: true);

    private RunPaths PathsOf(Launch launch)
    {
        var executorId = launch.ExecutorInfo?.ExecutorId?.Value ?? launch.TaskInfo?.TaskId?.Value ?? "";
        var paths = context.Paths.Run(
            launch.SlaveId?.Value ?? context.Options.SlaveId,
            launch.ExecutorInfo?.FrameworkId?.Value ?? "",
            executorId,
            launch.ContainerId.Value);
        return launch.HasDirectory ? paths with { Sandbox = launch.Directory } : paths;
    }
}
