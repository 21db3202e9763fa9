namespace Conformance.Docker;

/// <summary>POST /build/prune: empties the cache of builds.</summary>
public sealed record PruneBuilds() : EngineOperation<PrunedBuilds>
{
    internal static EngineRoute Route { get; } = new("build.prune", "POST", "/build/prune", IsMutating: true)
    {
        Read = _ => new PruneBuilds(),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.Path);

    /// <inheritdoc/>
    public override Task<PrunedBuilds> Read(EngineResponse response) => response.Json(EngineJson.Wire.PrunedBuilds);

    /// <inheritdoc/>
    protected override Task Write(PrunedBuilds reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.PrunedBuilds);
}
