namespace Conformance.Docker;

/// <summary>POST /containers/create.</summary>
/// <param name="RequestedName">The name asked for, with or without a leading slash; null lets the daemon choose one.</param>
/// <param name="Body">What to create.</param>
public sealed record CreateContainer(string? RequestedName, ContainerSpec Body) : EngineOperation<CreateReply>
{
    internal static EngineRoute Route { get; } = new("container.create", "POST", "/containers/create", IsMutating: true)
    {
        ContainerKey = "name",
        Read = request => new CreateContainer(request.Word("name"), request.Json(EngineJson.Wire.ContainerSpec, blamesClient: false)),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string? Container => RequestedName;

    /// <inheritdoc/>
    public override string? Image => Body.Image;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path) { Body = EngineJson.Write(Body, EngineJson.Wire.ContainerSpec) }
        .With("name", RequestedName);

    /// <inheritdoc/>
    public override Task<CreateReply> Read(EngineResponse response) => response.Json(EngineJson.Wire.CreateReply);

    /// <inheritdoc/>
    protected override Task Write(CreateReply reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.CreateReply, 201);
}
