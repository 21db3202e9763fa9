using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>How a proxy is set up.</summary>
public sealed record FaultProxyOptions
{
    /// <summary>Socket file on which it listens; replaced if it is there.</summary>
    public required string SocketPath { get; init; }

    /// <summary>The daemon behind it.</summary>
    public required DockerAddress Upstream { get; init; }

    /// <summary>Gets a line for each request and each answer.</summary>
    public required History History { get; init; }

    /// <summary>Who decides. Default: everything passes.</summary>
    public IEdgeJudge Judge { get; init; } = new LenientJudge();

    /// <summary>Marks what is created, for a daemon that is not ours. Default: nothing is changed.</summary>
    public CreateMark? Mark { get; init; }
}
