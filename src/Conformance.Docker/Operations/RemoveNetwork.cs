namespace Conformance.Docker;

/// <summary>DELETE /networks/ID.</summary>
/// <param name="Network">Name, id or unique prefix of an id.</param>
public sealed record RemoveNetwork(string Network) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("network.remove", "DELETE", "/networks/*", IsMutating: true)
    {
        Read = request => new RemoveNetwork(request.Target),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Network));

    /// <inheritdoc/>
    public override Task<Nothing> Read(EngineResponse response) => response.Nothing();

    /// <inheritdoc/>
    protected override Task Write(Nothing reply, IEngineAnswer answer) => answer.Empty(reply);
}
