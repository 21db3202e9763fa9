namespace Conformance.Docker;

/// <summary>POST /networks/ID/disconnect.</summary>
/// <param name="Network">Name, id or unique prefix of an id.</param>
/// <param name="Body">Which container.</param>
public sealed record DisconnectNetwork(string Network, NetworkMembership Body) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("network.disconnect", "POST", "/networks/*/disconnect", IsMutating: true)
    {
        Read = request => new DisconnectNetwork(request.Target, request.Json(EngineJson.Wire.NetworkMembership)),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Network)) { Body = EngineJson.Write(Body, EngineJson.Wire.NetworkMembership) };

    /// <inheritdoc/>
    public override Task<Nothing> Read(EngineResponse response) => response.Nothing();

    /// <inheritdoc/>
    protected override Task Write(Nothing reply, IEngineAnswer answer) => answer.Empty(200);
}
