namespace Conformance.Docker;

/// <summary>GET /images/REFERENCE/history: its layers, highest first.</summary>
/// <param name="Reference">As for inspect.</param>
public sealed record ReadHistory(string Reference) : EngineOperation<IReadOnlyList<HistoryEntry>>
{
    internal static EngineRoute Route { get; } = new("image.history", "GET", "/images/*/history")
    {
        Read = request => new ReadHistory(request.Target),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string? Image => Reference;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Reference));

    /// <inheritdoc/>
    public override Task<IReadOnlyList<HistoryEntry>> Read(EngineResponse response) => response.Json(EngineJson.Wire.IReadOnlyListHistoryEntry);

    /// <inheritdoc/>
    protected override Task Write(IReadOnlyList<HistoryEntry> reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.IReadOnlyListHistoryEntry);
}
