namespace Conformance.Docker;

/// <summary>POST /containers/ID/pause.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
public sealed record PauseContainer(string Id) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("container.pause", "POST", "/containers/*/pause", IsMutating: true)
    {
        Read = request => new PauseContainer(request.Target),
    };

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
