namespace Conformance.Docker;

/// <summary>GET /containers/ID/export: all its files, as a tar archive.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
public sealed record ExportContainer(string Id) : EngineOperation<ReadOnlyMemory<byte>>
{
    internal static EngineRoute Route { get; } = new("container.export", "GET", "/containers/*/export")
    {
        Read = request => new ExportContainer(request.Target),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new(Route.Method, Route.For(Id));

    /// <inheritdoc/>
    public override async Task<ReadOnlyMemory<byte>> Read(EngineResponse response) => await response.ReadAll();

    /// <inheritdoc/>
    protected override Task Write(ReadOnlyMemory<byte> reply, IEngineAnswer answer) => answer.Bytes(reply, "application/octet-stream");
}
