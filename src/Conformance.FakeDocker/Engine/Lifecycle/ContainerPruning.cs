using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>prune: removes every container that does not run.</summary>
internal sealed class ContainerPruning(EngineCore core, ContainerRemoval removal)
{
    /// <summary>200.</summary>
    public async Task<PrunedContainers> Prune(PruneContainers operation)
    {
        var filter = new PruneFilter(operation.Filters, core.World.Now, "until");
        List<string> ids = [];
        foreach (var container in core.Containers.All.ToArray())
        {
            if (container.Record.IsRunning || !filter.Accepts(container.Record.Config.Labels, container.Record.Created))
                continue;
            try
            {
                await removal.Remove(container, container.Id, force: false, volumes: false);
                ids.Add(container.Id);
            }
            catch (DockerException)
            {
                // Somebody removes it already, or has started it: the daemon leaves it out.
            }
        }

        core.Events.Prune("container", 0);
        return new PrunedContainers(ids.Count > 0 ? ids : null, 0);
    }
}
