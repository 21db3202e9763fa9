namespace Conformance.Docker;

/// <summary>GET /exec/ID/json.</summary>
/// <param name="Id">Id of the exec.</param>
public sealed record InspectExec(string Id) : EngineOperation<ExecInspect>
{
    internal static EngineRoute Route { get; } = new("exec.inspect", "GET", "/exec/*/json")
    {
        Read = request => new InspectExec(request.Target),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Id));

    /// <inheritdoc/>
    public override Task<ExecInspect> Read(EngineResponse response) => response.Json(EngineJson.Wire.ExecInspect);

    /// <inheritdoc/>
    protected override Task Write(ExecInspect reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.ExecInspect);
}
