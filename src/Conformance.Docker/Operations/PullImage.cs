namespace Conformance.Docker;

/// <summary>POST /images/create?fromImage=: status 200 and progress lines; an error after the first line is a line too.</summary>
/// <param name="Reference">Repository, with registry if any, without tag.</param>
/// <param name="Tag">Tag or digest; null pulls every tag of the repository.</param>
/// <param name="RegistryAuth">Base64 of the credentials JSON; null for none.</param>
public sealed record PullImage(string Reference, string? Tag, string? RegistryAuth = null) : EngineOperation<EngineStream<PullProgress>>
{
    internal static EngineRoute Route { get; } = new("image.pull", "POST", "/images/create", IsMutating: true)
    {
        ImageKey = "fromImage",
        TagKey = "tag",
        Read = request => new PullImage(request.Text("fromImage") ?? "", request.Word("tag"), request.Header("X-Registry-Auth")),
    };

    // "{}": what the docker program sends when it has none.
    private const string NoCredentials = "e30=";

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Image => Join(Reference, Tag);

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path) { RegistryAuth = RegistryAuth ?? NoCredentials }
        .With("fromImage", Reference)
        .With("tag", Tag);

    /// <inheritdoc/>
    public override Task<EngineStream<PullProgress>> Read(EngineResponse response) => Task.FromResult(response.Lines(EngineJson.Wire.PullProgress));

    /// <inheritdoc/>
    protected override Task Write(EngineStream<PullProgress> reply, IEngineAnswer answer) => answer.Lines(reply, line => line, EngineJson.Wire.PullProgress);

    /// <summary>A reference of its two parts: a digest follows an at sign, a tag a colon.</summary>
    public static string Join(string repository, string? tag) =>
        string.IsNullOrEmpty(tag) ? repository : repository + (tag.Contains(':') ? "@" : ":") + tag;
}
