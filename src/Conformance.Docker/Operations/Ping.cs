namespace Conformance.Docker;

/// <summary>HEAD or GET /_ping.</summary>
public sealed record Ping() : EngineOperation<PingReply>
{
    /// <inheritdoc/>
    public override string Name => "system.ping";
}
