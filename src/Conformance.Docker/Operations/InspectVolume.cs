namespace Conformance.Docker;

/// <summary>GET /volumes/NAME.</summary>
/// <param name="Volume">Its name.</param>
public sealed record InspectVolume(string Volume) : EngineOperation<VolumeResource>
{
    internal static EngineRoute Route { get; } = new("volume.inspect", "GET", "/volumes/*")
    {
        Read = request => new InspectVolume(request.Target),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Volume));

    /// <inheritdoc/>
    public override Task<VolumeResource> Read(EngineResponse response) => response.Json(EngineJson.Wire.VolumeResource);

    /// <inheritdoc/>
    protected override Task Write(VolumeResource reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.VolumeResource);
}
