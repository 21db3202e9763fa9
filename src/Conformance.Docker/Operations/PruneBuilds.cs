namespace Conformance.Docker;

/// <summary>POST /build/prune: empties the cache of builds.</summary>
/// <param name="Filters">Which ones; null for no filter.</param>
public sealed record PruneBuilds(EngineFilters? Filters = null) : EngineOperation<PrunedBuilds>
{
    internal static EngineRoute Route { get; } = new("build.prune", "POST", "/build/prune", IsMutating: true)
    {
        Read = request => request.Word("keep-storage") is { } bytes && !long.TryParse(bytes, System.Globalization.CultureInfo.InvariantCulture, out _)
            ? throw DockerException.Answered(500, $"keep-storage is in bytes and expects an integer, got {bytes}: strconv.Atoi: parsing \"{bytes}\": invalid syntax")
            : new PruneBuilds(request.Filters()),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.Path).With("filters", Filters?.ToJson());

    /// <inheritdoc/>
    public override Task<PrunedBuilds> Read(EngineResponse response) => response.Json(EngineJson.Wire.PrunedBuilds);

    /// <inheritdoc/>
    protected override Task Write(PrunedBuilds reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.PrunedBuilds);
}
