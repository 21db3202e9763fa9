namespace Conformance.Docker;

/// <summary>GET /system/df.</summary>
public sealed record ReadDiskUsage() : EngineOperation<DiskUsage>
{
    internal static EngineRoute Route { get; } = new("system.usage", "GET", "/system/df")
    {
        Read = _ => new ReadDiskUsage(),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.Path);

    /// <inheritdoc/>
    public override Task<DiskUsage> Read(EngineResponse response) => response.Json(EngineJson.Wire.DiskUsage);

    /// <inheritdoc/>
    protected override Task Write(DiskUsage reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.DiskUsage);
}
