namespace Conformance.Docker;

/// <summary>POST /containers/ID/unpause.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
public sealed record UnpauseContainer(string Id) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("container.unpause", "POST", "/containers/*/unpause", IsMutating: true)
    {
        Read = request => new UnpauseContainer(request.Target),
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
