namespace Conformance.Docker;

/// <summary>GET /images/get?names=: images as one archive.</summary>
/// <param name="References">Names, as for inspect.</param>
public sealed record SaveImages(IReadOnlyList<string> References) : EngineOperation<ImageArchive>
{
    internal static EngineRoute Route { get; } = new("image.save-all", "GET", "/images/get")
    {
        Read = request => new SaveImages(request.Texts("names")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => References.Aggregate(new EngineRequest(Route.Method, Route.Path), (request, name) => request.With("names", name));

    /// <inheritdoc/>
    public override async Task<ImageArchive> Read(EngineResponse response) => new(await response.ReadAll());

    /// <inheritdoc/>
    protected override Task Write(ImageArchive reply, IEngineAnswer answer) => reply.Write(answer);
}
