namespace Conformance.Docker;

/// <summary>POST /images/create?fromSrc=-: makes an image of the files of an archive.</summary>
/// <param name="Archive">The files; plain or gzip.</param>
/// <param name="Source"><c>-</c> for the body; a URL otherwise.</param>
/// <param name="Repository">Its name; empty for none.</param>
/// <param name="Tag">Its tag; empty when the name has one.</param>
/// <param name="Message">Comment.</param>
/// <param name="Changes">Instructions such as <c>CMD ["sh"]</c>.</param>
public sealed record ImportImage(ReadOnlyMemory<byte> Archive, string Source, string Repository, string Tag, string Message, IReadOnlyList<string> Changes) : EngineOperation<EngineStream<PullProgress>>
{
    internal static EngineRoute Route { get; } = new("image.import", "POST", "/images/create", IsMutating: true)
    {
        RequiredKey = "fromSrc",
        ImageKey = "repo",
        TagKey = "tag",
        Read = request => new ImportImage(
            request.Body, request.Text("fromSrc") ?? "", request.Text("repo") ?? "", request.Text("tag") ?? "", request.Text("message") ?? "", request.Texts("changes")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string? Image => Repository.Length == 0 ? null : PullImage.Join(Repository, Tag);

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => Changes.Aggregate(
        new EngineRequest(Route.Method, Route.Path) { Body = Archive.ToArray(), BodyType = EngineRequest.Archive }
            .With("fromSrc", Source)
            .With("repo", Repository)
            .With("tag", Tag)
            .With("message", Message),
        (request, change) => request.With("changes", change));

    /// <inheritdoc/>
    public override Task<EngineStream<PullProgress>> Read(EngineResponse response) => Task.FromResult(response.Lines(EngineJson.Wire.PullProgress));

    /// <inheritdoc/>
    protected override Task Write(EngineStream<PullProgress> reply, IEngineAnswer answer) => answer.Lines(reply, line => line, EngineJson.Wire.PullProgress);
}
