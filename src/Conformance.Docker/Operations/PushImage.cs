namespace Conformance.Docker;

/// <summary>POST /images/NAME/push: status 200, what goes wrong is an error line.</summary>
/// <param name="Reference">Repository.</param>
/// <param name="Tag">Null for all of its tags.</param>
/// <param name="RegistryAuth">As for pull.</param>
public sealed record PushImage(string Reference, string? Tag = null, string? RegistryAuth = null) : EngineOperation<EngineStream<PullProgress>>
{
    internal static EngineRoute Route { get; } = new("image.push", "POST", "/images/*/push", IsMutating: true)
    {
        Read = request => new PushImage(request.Target, request.Word("tag"), request.Header("X-Registry-Auth")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string? Image => Reference;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Reference)) { RegistryAuth = RegistryAuth }.With("tag", Tag);

    /// <inheritdoc/>
    public override Task<EngineStream<PullProgress>> Read(EngineResponse response) => Task.FromResult(response.Lines(EngineJson.Wire.PullProgress));

    /// <inheritdoc/>
    protected override Task Write(EngineStream<PullProgress> reply, IEngineAnswer answer) => answer.Lines(reply, line => line, EngineJson.Wire.PullProgress);
}
