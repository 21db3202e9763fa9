namespace Conformance.Docker;

/// <summary>HEAD /containers/ID/archive: what is at a path of it.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Path">Path in the container.</param>
public sealed record LookIntoContainer(string Id, string Path) : EngineOperation<PathStat>
{
    internal static EngineRoute Route { get; } = new("container.look", "HEAD", "/containers/*/archive")
    {
        Read = request => new LookIntoContainer(request.Target, CopyFromContainer.PathOf(request)),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id)).With("path", Path);

    /// <inheritdoc/>
    public override Task<PathStat> Read(EngineResponse response) => Task.FromResult(PathStat.Parse(response.Header(PathStat.Header)));

    /// <inheritdoc/>
    protected override Task Write(PathStat reply, IEngineAnswer answer)
    {
        answer.Whole(200, null, default, new KeyValuePair<string, string>(PathStat.Header, reply.ToHeader()));
        return Task.CompletedTask;
    }
}
