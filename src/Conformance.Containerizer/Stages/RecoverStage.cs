using Conformance.Docker;
using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>
/// Brings records and reality together after a start of the agent. First docker programs that the last life left in the middle
/// of a run are ended, so that nothing is started behind recovery's back. The daemon's list (all states, own labels) is what there
/// is; the checkpoints are what there should be. Each run in the checkpoints gets a record, and thereby a termination in the
/// end; each own container that no run claims is stopped and removed.
/// </summary>
public class RecoverStage(ContainerizerContext context)
{
    private const string DiedDuringLaunch = "Agent died during launch of the container";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Returns when every run has a record and orphans are gone, or were asked to go for as long as a call may take.
    /// Throws <see cref="ContainerizerException"/> if the daemon cannot be asked within two minutes.
    /// </summary>
    public virtual async Task Recover(SlaveState? state)
    {
        await context.Docker.AbandonEarlier();
        var found = new Dictionary<string, List<ContainerSummary>>(StringComparer.Ordinal);
        foreach (var container in await List())
        {
            if (ContainerLabels.OwnId(container, context.Options) is not { } id)
                continue;
            if (!found.TryGetValue(id, out var list))
                found.Add(id, list = []);
            list.Add(container);
        }

        foreach (var executor in state?.Executors ?? [])
        {
            if (RunToRecover(executor) is { } run && await IsOwn(run, found))
                Take(run, found);
        }

        await RemoveOrphans(found);
        context.Machine.Spawn("reconcile", context.Stages.Reconcile.Loop);
    }

    /// <summary>The run of an executor that must be taken over; null if there is none, it is over, or it is not Docker's.</summary>
    protected virtual RunState? RunToRecover(ExecutorState executor)
    {
        if (executor.Latest is null || executor.Info?.Container is { Type: not Mesos.Messages.ContainerInfo.Types.Type.Docker })
            return null;
        foreach (var run in executor.Runs)
        {
            if (run.ContainerId == executor.Latest)
                return run.IsCompleted || context.Containers.Knows(run.ContainerId) ? null : run;
        }

        return null;
    }

    /// <summary>
    /// A pid without an intent, and no container: another containerizer's executor, for here the intent comes before everything.
    /// </summary>
    private async Task<bool> IsOwn(RunState run, Dictionary<string, List<ContainerSummary>> found) =>
        run.ForkedPid is null || found.ContainsKey(run.ContainerId) || await Intent.Read(run, context.Machine) is not null;

    /// <summary>Takes over a run whose container was listed, and drives it to its end.</summary>
    protected virtual async Task Adopt(ContainerRecord record)
    {
        record.OutputBegin = await OutputBegin.Read(record.Paths.Meta, context.Machine.Disk);
        var backoff = context.Backoff();
        while (!record.IsKillRequested)
        {
            try
            {
                var seen = await context.Docker.Inspect(record.Address, context.Options.CallLimit);
                if (seen?.State is { } state && (state.StartedAt == ContainerState.Never || state.Status == "created"))
                {
                    await CleanUp(record, Leftover.Container);
                    return;
                }

                // Of one that has ended no pid is told; the one in the checkpoint may live on all the same.
                if (seen?.State is { Pid: > 0 and var pid })
                    record.Pid = pid;
                record.SeenEnded = seen?.State is { Running: false } ended ? ended : null;
                await context.Stages.Wait.Remember(record);
                await context.Stages.Checkpoint.Write(record);
                break;
            }
            catch (DockerException)
            {
                await backoff.Pause(record);
            }
            catch (StageFailure)
            {
                // Its pid cannot be written; it runs and is watched all the same.
                break;
            }
        }

        record.Advance(ContainerPhase.Running);
        await context.Stages.Destroy.Watch(record);
    }

    /// <summary>
    /// Ends a run of which no container was listed. If it got as far as its intent but not to its checkpoint, the daemon may
    /// still be creating it. All others are asked for by their names: lists leave containers out, and an intent may be lost.
    /// </summary>
    protected virtual async Task Bury(ContainerRecord record, RunState run)
    {
        var intent = await Intent.Read(run, context.Machine);
        record.Name = intent ?? record.Name;
        if (run.ForkedPid is null)
        {
            await CleanUp(record, intent is null ? Leftover.Container : Leftover.LateContainer);
            return;
        }

        if (await context.Stages.Destroy.FindOwn(record) is { } found)
        {
            record.DockerId = found.Id;
            await Adopt(record);
            return;
        }

        context.Stages.Destroy.Tell(record, ContainerEnd.Unknown("no container was found after a restart of the agent"));
    }

    private Task CleanUp(ContainerRecord record, Leftover leftover)
    {
        record.LaunchFailure = DiedDuringLaunch;
        record.Advance(ContainerPhase.Destroying);
        return context.Stages.Destroy.CleanUp(record, leftover);
    }

    private void Take(RunState run, Dictionary<string, List<ContainerSummary>> found)
    {
        var record = new ContainerRecord(run.ContainerId, new RunPaths(run.SandboxFolder, run.MetaFolder), context.Machine)
        {
            IsAdopted = true,
            IsCheckpointed = run.ForkedPid is null,
            Pid = run.ForkedPid ?? 0,
        };
        context.Containers.Add(record);
        if (!found.TryGetValue(run.ContainerId, out var candidates))
        {
            context.Machine.Spawn("bury " + record.Id, () => Bury(record, run));
            return;
        }

        var container = candidates.Find(candidate => candidate.State == "running") ?? candidates[0];
        record.DockerId = container.Id;
        candidates.Remove(container);
        context.Machine.Spawn("adopt " + record.Id, () => Adopt(record));
    }

    private async Task<IReadOnlyList<ContainerSummary>> List()
    {
        var backoff = context.Backoff();
        var until = context.Machine.Now + Patience;
        while (true)
        {
            try
            {
                return await context.Docker.List(
                    ContainerLabels.Filter(context.Options), context.Options.CallLimit);
            }
            catch (DockerException exception) when (context.Machine.Now > until)
            {
                throw new ContainerizerException($"Failed to recover: containers cannot be listed: {exception.Message}");
            }
            catch (DockerException)
            {
                await backoff.Pause();
            }
        }
    }

    /// <summary>Removes what is left in the list. Does not wait for a daemon that will not; the removal goes on.</summary>
    private async Task RemoveOrphans(Dictionary<string, List<ContainerSummary>> found)
    {
        var removals = new List<Task>();
        foreach (var (id, orphans) in found)
        {
            foreach (var orphan in orphans)
                removals.Add(context.Stages.Reconcile.RemoveOrphan(orphan.Id, id));
        }

        if (removals.Count == 0)
            return;
        try
        {
            await Task.WhenAll(removals).WaitAsync(context.Options.StopGrace + context.Options.CallLimit, context.Machine.Time);
        }
        catch (TimeoutException)
        {
            return;
        }
    }
}
