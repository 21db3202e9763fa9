namespace Conformance.Docker;

/// <summary>GET /images/REFERENCE/json.</summary>
/// <param name="Reference">Name with or without tag or digest, id, or unique prefix of an id.</param>
public sealed record InspectImage(string Reference) : EngineOperation<ImageInspect>
{
    /// <inheritdoc/>
    public override string Name => "image.inspect";

    /// <inheritdoc/>
    public override string Image => Reference;
}
