using Conformance.Docker;
using Conformance.FakeDocker;

namespace Conformance.Gateway;

/// <summary>
/// Processes of this host that stand for the containers of a fake daemon: their pids are what it tells. Where control groups can be made each is
/// in those that a real daemon would make, with its limits.
/// </summary>
/// <param name="thread">The fake daemon's world.</param>
/// <param name="notes">Folder that gets an entry for each container, by which <c>doctor</c> finds control groups that a dead harness has left.</param>
public sealed class StandIns(WorldThread thread, string notes) : IStandIns, IDisposable
{
    private readonly List<StandIn> all = [];

    /// <summary>Whether they have control groups: that needs root and version 1 of them.</summary>
    public static bool HaveGroups => StandInGroups.CanBeMade;

    /// <inheritdoc/>
    public IStandIn Begin(string id, HostConfig config, Action<int> onSignal)
    {
        Directory.CreateDirectory(Path.Combine(notes, id));
        var standIn = new StandIn(thread, id, config, onSignal);
        all.Add(standIn);
        return standIn;
    }

    /// <summary>Ends them all; nothing of them is left when this returns. After the end of the world's thread.</summary>
    public void Dispose()
    {
        foreach (var standIn in all)
            standIn.Kill();
        Task.WaitAll([.. all.Select(standIn => standIn.Gone)]);
    }
}
