using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;

namespace Conformance.Harness.Runs;

/// <summary>The daemon of a run, for other hands. While it is down the proxy before it listens no more than a daemon would.</summary>
internal sealed class WallDaemonHost(IWallStage stage, FaultProxy proxy) : IDaemonHost
{
    /// <inheritdoc/>
    public IDockerEngine Engine => stage.Engine;

    /// <inheritdoc/>
    public async Task End(DaemonEnd how)
    {
        await proxy.Leave(withSocket: how == DaemonEnd.Stop);
        await stage.EndDaemon(how);
        proxy.DropConnections();
    }

    /// <inheritdoc/>
    public async Task Start()
    {
        await stage.StartDaemon();
        proxy.Listen();
    }

    /// <inheritdoc/>
    public Task RemoveImage(string image) => stage.RemoveImage(image);
}
