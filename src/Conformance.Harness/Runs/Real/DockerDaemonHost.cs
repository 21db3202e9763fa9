using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;

namespace Conformance.Harness.Runs;

/// <summary>The real daemon of a run, for other hands. While it is down the proxy before it listens no more than a daemon would.</summary>
internal sealed class DockerDaemonHost(DockerSite site, FaultProxy proxy, DockerProps props) : IDaemonHost
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IDockerEngine Engine => site.Truth.Engine;

    /// <inheritdoc/>
    public async Task End(DaemonEnd how)
    {
        await proxy.Leave(withSocket: how == DaemonEnd.Stop);
        await site.EndDaemon(how);
        proxy.DropConnections();
    }

    /// <inheritdoc/>
    public async Task Start()
    {
        await site.StartDaemon();
        proxy.Listen();
    }

    /// <inheritdoc/>
    public async Task RemoveImage(string image)
    {
        site.Forget(props.Reference(image));
        await Engine.Call(new RemoveImage(props.Reference(image), Force: true), Limit, TimeProvider.System);
    }
}
