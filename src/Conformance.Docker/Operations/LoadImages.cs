namespace Conformance.Docker;

/// <summary>POST /images/load: takes the images of an archive; status 200, an archive that is none is an error line.</summary>
/// <param name="Archive">As save made it; plain or gzip.</param>
/// <param name="IsQuiet">Without progress.</param>
public sealed record LoadImages(ReadOnlyMemory<byte> Archive, bool IsQuiet = false) : EngineOperation<EngineStream<PullProgress>>
{
    internal static EngineRoute Route { get; } = new("image.load", "POST", "/images/load", IsMutating: true)
    {
        Read = request => new LoadImages(request.Body, request.Flag("quiet")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path) { Body = Archive.ToArray(), BodyType = EngineRequest.Archive }.With("quiet", IsQuiet);

    /// <inheritdoc/>
    public override Task<EngineStream<PullProgress>> Read(EngineResponse response) => Task.FromResult(response.Lines(EngineJson.Wire.PullProgress));

    /// <inheritdoc/>
    protected override Task Write(EngineStream<PullProgress> reply, IEngineAnswer answer) => answer.Lines(reply, line => line, EngineJson.Wire.PullProgress);
}
