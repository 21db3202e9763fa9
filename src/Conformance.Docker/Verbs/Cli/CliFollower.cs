using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>A <c>docker logs --follow</c> that appends by itself; it ends with the container.</summary>
internal sealed class CliFollower(IChildProcess child) : IDockerFollower
{
    public Task Done => child.Exit;

    public Task Stop() => child.Kill(Signals.Kill, tree: true);
}
