namespace Conformance.Docker;

/// <summary>GET /containers/ID/top: what runs in it, as <c>ps</c> of the host tells.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Arguments">Arguments of <c>ps</c>; null for <c>-ef</c>.</param>
public sealed record ListProcesses(string Id, string? Arguments = null) : EngineOperation<TopReply>
{
    internal static EngineRoute Route { get; } = new("container.top", "GET", "/containers/*/top")
    {
        Read = request => new ListProcesses(request.Target, request.Word("ps_args")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id)).With("ps_args", Arguments);

    /// <inheritdoc/>
    public override Task<TopReply> Read(EngineResponse response) => response.Json(EngineJson.Wire.TopReply);

    /// <inheritdoc/>
    protected override Task Write(TopReply reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.TopReply);
}
