namespace Conformance.Docker;

/// <summary>POST /containers/ID/exec: prepares a command in a running container.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Body">What to run.</param>
public sealed record CreateExec(string Id, ExecSpec Body) : EngineOperation<ExecCreateReply>
{
    internal static EngineRoute Route { get; } = new("container.exec", "POST", "/containers/*/exec", IsMutating: true)
    {
        Read = request => new CreateExec(request.Target, request.Json(EngineJson.Wire.ExecSpec)),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Id)) { Body = EngineJson.Write(Body, EngineJson.Wire.ExecSpec) };

    /// <inheritdoc/>
    public override Task<ExecCreateReply> Read(EngineResponse response) => response.Json(EngineJson.Wire.ExecCreateReply);

    /// <inheritdoc/>
    protected override Task Write(ExecCreateReply reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.ExecCreateReply, 201);
}
