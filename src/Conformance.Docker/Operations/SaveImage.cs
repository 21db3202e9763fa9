namespace Conformance.Docker;

/// <summary>GET /images/REFERENCE/get: an image as an archive.</summary>
/// <param name="Reference">As for inspect.</param>
public sealed record SaveImage(string Reference) : EngineOperation<ImageArchive>
{
    internal static EngineRoute Route { get; } = new("image.save", "GET", "/images/*/get")
    {
        Read = request => new SaveImage(request.Target),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string? Image => Reference;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Reference));

    /// <inheritdoc/>
    public override async Task<ImageArchive> Read(EngineResponse response) => new(await response.ReadAll());

    /// <inheritdoc/>
    protected override Task Write(ImageArchive reply, IEngineAnswer answer) => reply.Write(answer);
}
