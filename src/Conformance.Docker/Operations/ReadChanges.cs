namespace Conformance.Docker;

/// <summary>GET /containers/ID/changes: how its files differ from those of its image; null when they do not.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
public sealed record ReadChanges(string Id) : EngineOperation<FileChanges>
{
    internal static EngineRoute Route { get; } = new("container.changes", "GET", "/containers/*/changes")
    {
        Read = request => new ReadChanges(request.Target),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Id));

    /// <inheritdoc/>
    public override async Task<FileChanges> Read(EngineResponse response) =>
        new(System.Text.Json.JsonSerializer.Deserialize(await response.ReadAll(), EngineJson.Wire.IReadOnlyListFileChange) ?? []);

    /// <inheritdoc/>
    protected override Task Write(FileChanges reply, IEngineAnswer answer) =>
        answer.Json(reply.All.Count == 0 ? null! : reply.All, EngineJson.Wire.IReadOnlyListFileChange);
}
