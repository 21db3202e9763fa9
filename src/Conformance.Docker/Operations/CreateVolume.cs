namespace Conformance.Docker;

/// <summary>POST /volumes/create; one that is there already is the answer.</summary>
/// <param name="Body">What to create.</param>
public sealed record CreateVolume(VolumeBody Body) : EngineOperation<VolumeResource>
{
    internal static EngineRoute Route { get; } = new("volume.create", "POST", "/volumes/create", IsMutating: true)
    {
        Read = request => new CreateVolume(request.Json(EngineJson.Wire.VolumeBody)),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.Path) { Body = EngineJson.Write(Body, EngineJson.Wire.VolumeBody) };

    /// <inheritdoc/>
    public override Task<VolumeResource> Read(EngineResponse response) => response.Json(EngineJson.Wire.VolumeResource);

    /// <inheritdoc/>
    protected override Task Write(VolumeResource reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.VolumeResource, 201);
}
