namespace Conformance.Docker;

/// <summary>POST /build, by the classic builder: an image of a Dockerfile and its context. Trouble under way is an error line.</summary>
/// <param name="Context">The files; plain or gzip.</param>
/// <param name="Dockerfile">Its path in the context.</param>
/// <param name="Tags">Names that the image gets.</param>
public sealed record BuildImage(ReadOnlyMemory<byte> Context, string Dockerfile, IReadOnlyList<string> Tags) : EngineOperation<EngineStream<PullProgress>>
{
    internal static EngineRoute Route { get; } = new("image.build", "POST", "/build", IsMutating: true)
    {
        Read = request => new BuildImage(request.Body, request.Word("dockerfile") ?? "Dockerfile", request.Texts("t"))
        {
            Arguments = BuildPairs.Read(request.Word("buildargs")),
            Labels = BuildPairs.Read(request.Word("labels")),
            Target = request.Word("target") ?? "",
            Remote = request.Word("remote"),
            IsQuiet = request.Flag("q"),
            IgnoresCache = request.Flag("nocache"),
            IsOfBuildKit = request.Word("version") == "2",
        },
    };

    /// <summary>Values of ARG instructions. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = None;

    /// <summary>Further labels. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = None;

    /// <summary>The stage to end with; empty for the last.</summary>
    public string Target { get; init; } = "";

    /// <summary>Where the context is fetched from; null: it is in the body.</summary>
    public string? Remote { get; init; }

    /// <summary>Says the id only.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Takes no step from an earlier build.</summary>
    public bool IgnoresCache { get; init; }

    /// <summary>It is for the other builder.</summary>
    public bool IsOfBuildKit { get; init; }

    private static IReadOnlyDictionary<string, string> None { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => Tags.Aggregate(
        new EngineRequest(Route.Method, Route.Path) { Body = Context.ToArray(), BodyType = EngineRequest.Archive }
            .With("buildargs", BuildPairs.Write(Arguments))
            .With("dockerfile", Dockerfile)
            .With("labels", BuildPairs.Write(Labels))
            .With("nocache", IgnoresCache)
            .With("q", IsQuiet)
            .With("target", Target.Length > 0 ? Target : null),
        (request, tag) => request.With("t", tag));

    /// <inheritdoc/>
    public override Task<EngineStream<PullProgress>> Read(EngineResponse response) => Task.FromResult(response.Lines(EngineJson.Wire.PullProgress));

    /// <inheritdoc/>
    protected override Task Write(EngineStream<PullProgress> reply, IEngineAnswer answer) => answer.Lines(reply, line => line, EngineJson.Wire.PullProgress);
}
