using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>
/// The order of a launch: fetch, pull, run, look, checkpoint, follow the output, hand over to the watcher. After every step
/// it looks whether the container is to be killed; then no further step is begun.
/// </summary>
public class LaunchStage(ContainerizerContext context)
{
    private const string WhileFetching = "Container destroyed while fetching";
    private const string WhilePulling = "Container destroyed while pulling image";
    private const string WhileStarting = "Container destroyed while starting";

    /// <summary>
    /// Returns when the container is started, checkpointed and followed. Throws <see cref="ContainerizerException"/>; the
    /// failure is then also the termination's, told when nothing is left of the container.
    /// </summary>
    public virtual async Task Launch(ContainerRecord record)
    {
        try
        {
            await Prepare(record);
            await Start(record);
        }
        catch (StageFailure failure)
        {
            throw Fail(record, failure);
        }

        record.Advance(ContainerPhase.Running);
        context.Machine.Spawn("watch " + record.Id, () => context.Stages.Destroy.Watch(record));
        if (record.IsKillRequested)
            throw new ContainerizerException(WhileStarting);
    }

    /// <summary>Whatever needs no container: files and image.</summary>
    protected virtual async Task Prepare(ContainerRecord record)
    {
        await context.Stages.Fetch.Fetch(record);
        StopIfKilled(record, WhileFetching);
        record.Advance(ContainerPhase.Pulling);
        await context.Stages.Pull.Pull(record);
        StopIfKilled(record, WhilePulling);
    }

    /// <summary>From create to a followed container. Returns early, with the id in the record, if it is to be killed.</summary>
    protected virtual async Task Start(ContainerRecord record)
    {
        await LinkSandbox(record);
        record.Advance(ContainerPhase.Starting);
        await context.Stages.Run.Run(record);
        if (record.DockerId is null)
            throw new StageFailure(WhileStarting);
        if (!record.IsKillRequested)
            await context.Stages.Run.LookAtStarted(record);
        await context.Stages.Wait.Remember(record);
        if (!record.IsKillRequested)
            await context.Stages.Checkpoint.Write(record);
        if (!record.IsKillRequested)
            await context.Stages.Logs.Follow(record);
    }

    /// <summary>Ends the launch if the container is to be killed.</summary>
    protected virtual void StopIfKilled(ContainerRecord record, string message)
    {
        if (record.IsKillRequested)
            throw new StageFailure(message);
    }

    private ContainerizerException Fail(ContainerRecord record, StageFailure failure)
    {
        record.LaunchFailure = failure.Message;
        record.Advance(ContainerPhase.Destroying);
        if (failure.Leftover == Leftover.Nothing)
            context.Stages.Destroy.Tell(record, ContainerEnd.Unknown(failure.Message));
        else
            context.Machine.Spawn("clean up " + record.Id, () => context.Stages.Destroy.CleanUp(record, failure.Leftover));
        return new ContainerizerException(failure.Message, isDefinite: failure.Leftover == Leftover.Nothing);
    }

    /// <summary>Docker's <c>-v a:b</c> cannot carry a colon inside a path; a link without colons can (MESOS-1833).</summary>
    private async Task LinkSandbox(ContainerRecord record)
    {
        if (SandboxLink.Of(record.Paths.Sandbox, record.Id, context.Options) is not { } link)
            return;
        try
        {
            await context.Machine.Disk.Link(link, record.Paths.Sandbox);
        }
        catch (IOException exception)
        {
            throw new StageFailure($"Failed to link sandbox: {exception.Message}");
        }
    }
}
