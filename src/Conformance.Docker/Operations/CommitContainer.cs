namespace Conformance.Docker;

/// <summary>POST /commit: makes an image of a container.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Repository">Name of the image; null for none.</param>
/// <param name="Tag">Tag; null for latest.</param>
/// <param name="Comment">Why; null for nothing.</param>
/// <param name="Changes">Instructions such as <c>CMD ["sh"]</c>; null for none.</param>
public sealed record CommitContainer(string Id, string? Repository = null, string? Tag = null, string? Comment = null, IReadOnlyList<string>? Changes = null) : EngineOperation<CommitReply>
{
    internal static EngineRoute Route { get; } = new("container.commit", "POST", "/commit", IsMutating: true)
    {
        ContainerKey = "container",
        Read = request => new CommitContainer(
            request.Text("container") ?? "", request.Word("repo"), request.Word("tag"), request.Word("comment"), request.Texts("changes"))
        {
            Author = request.Word("author"),
            Pauses = request.Word("pause") is null || request.Flag("pause"),
            Config = request.Body.IsEmpty ? null : request.Json(EngineJson.Wire.ContainerSpec, blamesClient: false),
        },
    };

    /// <summary>Who made it; null for nobody.</summary>
    public string? Author { get; init; }

    /// <summary>Whether a running container stands still meanwhile. Default: true.</summary>
    public bool Pauses { get; init; } = true;

    /// <summary>What the image gives to its containers, over that of the container; null for nothing.</summary>
    public ContainerSpec? Config { get; init; }

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => (Changes ?? []).Aggregate(
            new EngineRequest(Route.Method, Route.Path) { Body = Config is null ? null : EngineJson.Write(Config, EngineJson.Wire.ContainerSpec) },
            (request, change) => request.With("changes", change))
        .With("author", Author)
        .With("comment", Comment)
        .With("container", Id)
        .With("pause", Pauses ? null : "0")
        .With("repo", Repository)
        .With("tag", Tag);

    /// <inheritdoc/>
    public override Task<CommitReply> Read(EngineResponse response) => response.Json(EngineJson.Wire.CommitReply);

    /// <inheritdoc/>
    protected override Task Write(CommitReply reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.CommitReply, 201);
}
