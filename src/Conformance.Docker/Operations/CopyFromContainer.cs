namespace Conformance.Docker;

/// <summary>GET /containers/ID/archive: a file or folder of it, as a tar archive.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Path">Path in the container.</param>
public sealed record CopyFromContainer(string Id, string Path) : EngineOperation<ContainerArchive>
{
    internal static EngineRoute Route { get; } = new("container.copy-out", "GET", "/containers/*/archive")
    {
        Read = request => new CopyFromContainer(request.Target, PathOf(request)),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id)).With("path", Path);

    /// <inheritdoc/>
    public override async Task<ContainerArchive> Read(EngineResponse response) =>
        new(PathStat.Parse(response.Header(PathStat.Header)), await response.ReadAll());

    /// <inheritdoc/>
    protected override Task Write(ContainerArchive reply, IEngineAnswer answer) =>
        answer.Bytes(reply.Tar, "application/x-tar", new KeyValuePair<string, string>(PathStat.Header, reply.Stat.ToHeader()));

    /// <summary>The path of a request; the daemon's 400 without one, in its own spelling.</summary>
    internal static string PathOf(IncomingRequest request) =>
        request.Word("path") ?? throw DockerException.Answered(400, "bad parameter: pathcannot be empty");
}
