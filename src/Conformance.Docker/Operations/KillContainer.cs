namespace Conformance.Docker;

/// <summary>POST /containers/ID/kill.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Signal">Name with or without SIG, or number; null for KILL.</param>
public sealed record KillContainer(string Id, string? Signal = null) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("container.kill", "POST", "/containers/*/kill", IsMutating: true)
    {
        Read = request => new KillContainer(request.Target, request.Word("signal")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id)).With("signal", Signal);

    /// <inheritdoc/>
    public override Task<Nothing> Read(EngineResponse response) => response.Nothing();

    /// <inheritdoc/>
    protected override Task Write(Nothing reply, IEngineAnswer answer) => answer.Empty(reply);
}
