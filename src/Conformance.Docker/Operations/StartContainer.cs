namespace Conformance.Docker;

/// <summary>POST /containers/ID/start.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
public sealed record StartContainer(string Id) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("container.start", "POST", "/containers/*/start", IsMutating: true)
    {
        Read = request => request.Body.Length <= LongestBody || request.Version?.CompareTo(ApiVersion.Oldest) < 0
            ? new StartContainer(request.Target)
            : throw DockerException.Answered(400, "starting container with non-empty request body was deprecated since API v1.22 and removed in v1.24"),
    };

    // The least that a HostConfig with anything in it takes.
    private const int LongestBody = 7;

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Id));

    /// <inheritdoc/>
    public override Task<Nothing> Read(EngineResponse response) => response.Nothing();

    /// <inheritdoc/>
    protected override Task Write(Nothing reply, IEngineAnswer answer) => answer.Empty(reply);
}
