namespace Conformance.Docker;

/// <summary>GET /volumes.</summary>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record ListVolumes(EngineFilters? Filters = null) : EngineOperation<VolumeList>
{
    internal static EngineRoute Route { get; } = new("volume.list", "GET", "/volumes")
    {
        Read = request => new ListVolumes(request.Filters(400, "error reading volume filters: ")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path).With("filters", Filters?.ToJson());

    /// <inheritdoc/>
    public override Task<VolumeList> Read(EngineResponse response) => response.Json(EngineJson.Wire.VolumeList);

    /// <inheritdoc/>
    protected override Task Write(VolumeList reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.VolumeList);
}
