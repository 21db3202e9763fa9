namespace Conformance.Docker;

/// <summary>GET /images/REFERENCE/json.</summary>
/// <param name="Reference">Name with or without tag or digest, id, or unique prefix of an id.</param>
public sealed record InspectImage(string Reference) : EngineOperation<ImageInspect>
{
    internal static EngineRoute Route { get; } = new("image.inspect", "GET", "/images/*/json")
    {
        Read = request => new InspectImage(request.Target),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Image => Reference;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Reference));

    /// <inheritdoc/>
    public override Task<ImageInspect> Read(EngineResponse response) => response.Json(EngineJson.Wire.ImageInspect);

    /// <inheritdoc/>
    protected override Task Write(ImageInspect reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.ImageInspect);
}
