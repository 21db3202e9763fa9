using Conformance.Docker;

namespace Conformance.Containerizer;

/// <summary>
/// Looks at the daemon's whole list now and then. An own container without a live record is one that appeared late, or whose
/// removal was not true; since every launch has its record before create is sent, it can only be a leftover.
/// </summary>
public class ReconcileStage(ContainerizerContext context)
{
    private readonly HashSet<string> removing = [];

    /// <summary>Looks again and again, for the rest of the agent's life.</summary>
    public virtual async Task Loop()
    {
        while (true)
        {
            await Task.Delay(context.Options.ReconcileInterval, context.Machine.Time);
            await Reconcile();
        }
    }

    /// <summary>Looks once. An error of the daemon waits for the next time.</summary>
    public virtual async Task Reconcile()
    {
        try
        {
            var filter = ContainerLabels.Filter(context.Options);
            foreach (var container in await context.Docker.List(filter, context.Options.CallLimit))
            {
                if (ContainerLabels.OwnId(container, context.Options) is { } id && !HasOwner(id, container.Id))
                    context.Machine.Spawn("remove orphan " + container.Id, () => RemoveOrphan(container.Id, id));
            }
        }
        catch (DockerException)
        {
            return;
        }
    }

    /// <summary>Stops and removes a container until it is gone, unless it turns out not to be an orphan.</summary>
    /// <param name="dockerId">Docker id.</param>
    /// <param name="id">Mesos container id on its labels.</param>
    public virtual async Task RemoveOrphan(string dockerId, string id)
    {
        if (!removing.Add(dockerId))
            return;
        var backoff = context.Backoff();
        for (var isFirst = true; !HasOwner(id, dockerId) && !await TryRemove(dockerId, isFirst); isFirst = false)
            await backoff.Pause();
        removing.Remove(dockerId);
    }

    /// <summary>One try; true if nothing is left to do. Looks just before it kills.</summary>
    private async Task<bool> TryRemove(string dockerId, bool isFirst)
    {
        ContainerInspect? seen;
        try
        {
            seen = await context.Docker.Inspect(dockerId, context.Options.CallLimit);
        }
        catch (DockerException)
        {
            return false;
        }

        if (seen is null || ContainerLabels.OwnId(seen, context.Options) is null)
            return true;
        if (isFirst && seen.State is { Running: true, Paused: false })
            await TryStop(dockerId);
        return await context.Stages.Destroy.TryRemove(dockerId);
    }

    private async Task TryStop(string dockerId)
    {
        try
        {
            await context.Docker.Stop(dockerId, context.Options.StopGrace, context.Options.CallLimit);
        }
        catch (DockerException)
        {
            // The removal by force kills.
            return;
        }
    }

    /// <summary>
    /// Whether a live record answers for this very container. Before its id is known a record answers for any container
    /// that carries its own id.
    /// </summary>
    private bool HasOwner(string id, string dockerId) =>
        context.Containers.Find(id) is { } record && (record.DockerId is null || record.DockerId == dockerId);
}
