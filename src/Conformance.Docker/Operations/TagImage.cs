namespace Conformance.Docker;

/// <summary>POST /images/REFERENCE/tag.</summary>
/// <param name="Reference">The image.</param>
/// <param name="Repository">New repository.</param>
/// <param name="Tag">New tag.</param>
public sealed record TagImage(string Reference, string Repository, string Tag) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("image.tag", "POST", "/images/*/tag", IsMutating: true)
    {
        Read = request => new TagImage(request.Target, request.Text("repo") ?? "", request.Text("tag") ?? ""),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Image => Reference;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Reference)).With("repo", Repository).With("tag", Tag);

    /// <inheritdoc/>
    public override Task<Nothing> Read(EngineResponse response) => response.Nothing();

    /// <inheritdoc/>
    protected override Task Write(Nothing reply, IEngineAnswer answer) => answer.Empty(201);
}
