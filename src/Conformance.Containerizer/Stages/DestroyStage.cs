using Conformance.Docker;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// What happens to a container from its start to the moment when nothing is left of it: watching, output, removal,
/// termination. Removal is tried until it is proven: the daemon says that there is no such container.
/// </summary>
public class DestroyStage(ContainerizerContext context)
{
    /// <summary>Drives a started container to its end.</summary>
    public virtual async Task Watch(ContainerRecord record)
    {
        if (record.LaterResources is { } resources)
            await context.Stages.Update.ApplyLater(record, resources);
        var end = record.SeenEnded is { } state
            ? await context.Stages.Wait.EndOfEnded(record, state)
            : await context.Stages.Wait.ForEnd(record) ?? await context.Stages.Stop.Stop(record);
        await End(record, end);
    }

    /// <summary>Drives what a failed launch may have left to its end. Does not give up while the daemon does not answer.</summary>
    public virtual async Task CleanUp(ContainerRecord record, Leftover leftover)
    {
        if (await FindLeftover(record, leftover) is not { } found)
        {
            await RemoveLink(record);
            Tell(record, ContainerEnd.Unknown(record.LaunchFailure ?? ""));
            return;
        }

        record.DockerId = found.Id;
        var end = found.State.Running
            ? await context.Stages.Stop.Stop(record)
            : context.Stages.Wait.EndOf(record, found.State);
        await End(record, end);
    }

    /// <summary>Completes the output, removes the container, tells the termination.</summary>
    protected virtual async Task End(ContainerRecord record, ContainerEnd end)
    {
        record.Advance(ContainerPhase.Destroying);
        var patience = context.Machine.Now + context.Options.RunLimit;
        await context.Stages.Logs.Complete(record, end.IsProven);
        var backoff = context.Backoff();
        while (!await TryRemove(record.Address))
        {
            // The end is known and only the rest of it is left: the agent need not wait for a daemon's disk troubles.
            if (end.IsProven && context.Machine.Now > patience)
                record.Terminate(TerminationOf(record, end));
            await backoff.Pause();
        }

        await context.Stages.Wait.KillLeftProcess(record);
        if (!end.IsProven)
            end = await context.Stages.Wait.OfOpenWait(record, context.Options.RetryPause) ?? ContainerEnd.Unknown(end.Doubt ?? "");
        await RemoveLink(record);
        Tell(record, end);
    }

    /// <summary>One try to remove a container with its anonymous volumes; true if it is proven to be gone.</summary>
    public virtual async Task<bool> TryRemove(string container)
    {
        var isSaidToBeGone = false;
        try
        {
            await context.Docker.Remove(container, force: true, volumes: true, context.Options.CallLimit);
        }
        catch (DockerException exception)
        {
            // It may have been done all the same, or not at all though there is said to be nothing; the look below tells.
            isSaidToBeGone = exception.IsNotFound;
        }

        try
        {
            return await context.Docker.Inspect(container, context.Options.CallLimit) is null;
        }
        catch (DockerException)
        {
            return isSaidToBeGone;
        }
    }

    /// <summary>Nothing is left: tells the termination.</summary>
    public virtual void Tell(ContainerRecord record, ContainerEnd end) =>
        context.Containers.End(record, TerminationOf(record, end));

    private static Termination TerminationOf(ContainerRecord record, ContainerEnd end)
    {
        var termination = new Termination { Killed = record.IsKillRequested };
        if (record.LaunchFailure is { } failure)
        {
            // The code of a container whose launch failed is that of a failed start or of our clean-up, not of the task.
            termination.Message = failure;
            return termination;
        }

        termination.Message = record.IsKillRequested ? "Container killed" : "Container terminated";
        if (end.Code is { } code)
            termination.Status = WaitStatus.FromExitCode(code);
        else
            termination.Message += $"; its exit status is unknown: {end.Doubt}";
        return termination;
    }

    /// <summary>The own container that a record addresses; null if there is none. Asks until the daemon says.</summary>
    public Task<ContainerInspect?> FindOwn(ContainerRecord record) => FindLeftover(record, Leftover.Container);

    /// <summary>The own container of a failed launch; null if there is none, and (after an unknown failure) none has come for a while.</summary>
    private async Task<ContainerInspect?> FindLeftover(ContainerRecord record, Leftover leftover)
    {
        var backoff = context.Backoff();
        var until = context.Machine.Now + (leftover == Leftover.LateContainer ? context.Options.CallLimit : TimeSpan.Zero);
        while (true)
        {
            try
            {
                if (await context.Docker.Inspect(record.Address, context.Options.CallLimit) is { } found)
                    return ContainerLabels.OwnId(found, context.Options) == record.Id ? found : null;
                if (context.Machine.Now >= until)
                    return null;
            }
            catch (DockerException)
            {
                // Not answered is not "none": look again.
            }

            await backoff.Pause();
        }
    }

    private async Task RemoveLink(ContainerRecord record)
    {
        if (SandboxLink.Of(record.Paths.Sandbox, record.Id, context.Options) is not { } link)
            return;
        try
        {
            await context.Machine.Disk.Delete(link);
        }
        catch (IOException)
        {
            // A link without its container harms nobody.
            return;
        }
    }
}
