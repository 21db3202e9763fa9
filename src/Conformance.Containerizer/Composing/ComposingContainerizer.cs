using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// Several containerizers as one (src/slave/containerizer/composing.cpp): a launch is offered to each in the order of the flag
/// <c>--containerizers</c>, and the first that takes it has it. In Mesos 0.20 a container belongs to nobody until its launch was
/// answered, so that a destroy before that is dropped; from 0.21.0 on it goes to whoever is trying.
/// </summary>
/// <param name="children">In the order of the flag.</param>
/// <param name="forwardsDestroy">Whether a destroy that comes during a launch is passed on.</param>
/// <param name="machine">Makes promises.</param>
public sealed class ComposingContainerizer(IReadOnlyList<IContainerizer> children, bool forwardsDestroy, IMachine machine) : IContainerizer
{
    private readonly SortedDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>All children at the same time; then what each knows is its own, and what two know the first one's.</summary>
    public async Task Recover(SlaveState? state)
    {
        var recoveries = new List<Task>(children.Count);
        foreach (var child in children)
            recoveries.Add(child.Recover(state));
        await Task.WhenAll(recoveries);
        foreach (var child in children)
        {
            foreach (var id in await child.Containers())
            {
                var entry = new Entry(child, machine.Completion<bool>());
                entry.Decided.TrySet(true);
                entries.TryAdd(id, entry);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<bool> Launch(Launch launch)
    {
        var id = launch.ContainerId.Value;
        if (entries.ContainsKey(id))
            throw new ContainerizerException("Container already started", isDefinite: true);
        var entry = new Entry(children[0], machine.Completion<bool>());
        entries.Add(id, entry);
        try
        {
            return await Offer(entry, launch);
        }
        finally
        {
            if (!entry.IsLaunched && !forwardsDestroy)
                entries.Remove(id);
            entry.Decided.TrySet(true);
        }
    }

    /// <inheritdoc/>
    public async Task Update(string containerId, IReadOnlyList<Resource> resources) => await (await Owner(containerId)).Update(containerId, resources);

    /// <inheritdoc/>
    public async Task<ResourceStatistics> Usage(string containerId) => await (await Owner(containerId)).Usage(containerId);

    /// <inheritdoc/>
    public async Task<Termination> Wait(string containerId) => await (await Owner(containerId)).Wait(containerId);

    /// <inheritdoc/>
    public async Task Destroy(string containerId)
    {
        if (!entries.TryGetValue(containerId, out var entry) || (!entry.IsDecided && !forwardsDestroy))
            return;
        entry.IsDestroyed = true;
        await entry.Child.Destroy(containerId);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> Containers()
    {
        var all = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var child in children)
            all.UnionWith(await child.Containers());
        return [.. all];
    }

    private async Task<bool> Offer(Entry entry, Launch launch)
    {
        foreach (var child in children)
        {
            entry.Child = child;
            if (await child.Launch(launch))
                return entry.IsLaunched = true;
            if (entry.IsDestroyed)
                throw new ContainerizerException("Container was destroyed while launching");
        }

        return false;
    }

    /// <summary>Whose the container is; while its launch is being offered nobody knows yet.</summary>
    private async Task<IContainerizer> Owner(string containerId)
    {
        if (!entries.TryGetValue(containerId, out var entry) || (!entry.IsDecided && !forwardsDestroy))
            throw new ContainerizerException(forwardsDestroy ? $"Container '{containerId}' not found" : "No container found", isDefinite: true);
        await entry.Decided.Task;
        return entry.Child;
    }

    private sealed class Entry(IContainerizer child, Completion<bool> decided)
    {
        public IContainerizer Child { get; set; } = child;

        public Completion<bool> Decided { get; } = decided;

        public bool IsDecided => Decided.IsSettled;

        public bool IsLaunched { get; set; }

        public bool IsDestroyed { get; set; }
    }
}
