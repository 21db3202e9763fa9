namespace Conformance.Docker;

/// <summary>GET /version.</summary>
public sealed record ReadVersion() : EngineOperation<VersionReply>
{
    /// <inheritdoc/>
    public override string Name => "system.version";
}
