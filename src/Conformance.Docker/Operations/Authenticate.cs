namespace Conformance.Docker;

/// <summary>POST /auth: whether a registry takes these credentials.</summary>
/// <param name="Body">Who, and where.</param>
public sealed record Authenticate(LoginBody Body) : EngineOperation<LoginReply>
{
    internal static EngineRoute Route { get; } = new("system.login", "POST", "/auth")
    {
        Read = request => new Authenticate(request.Json(EngineJson.Wire.LoginBody, blamesClient: false)),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.Path) { Body = EngineJson.Write(Body, EngineJson.Wire.LoginBody) };

    /// <inheritdoc/>
    public override Task<LoginReply> Read(EngineResponse response) => response.Json(EngineJson.Wire.LoginReply);

    /// <inheritdoc/>
    protected override Task Write(LoginReply reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.LoginReply);
}
