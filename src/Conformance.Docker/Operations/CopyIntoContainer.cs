namespace Conformance.Docker;

/// <summary>PUT /containers/ID/archive: unpacks a tar archive in a folder of it.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Path">Folder in the container.</param>
/// <param name="Tar">The archive.</param>
/// <param name="KeepsKinds">A folder does not replace a file, nor a file a folder.</param>
public sealed record CopyIntoContainer(string Id, string Path, ReadOnlyMemory<byte> Tar, bool KeepsKinds = false) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("container.copy-in", "PUT", "/containers/*/archive", IsMutating: true)
    {
        Read = request => new CopyIntoContainer(request.Target, CopyFromContainer.PathOf(request), request.Body, request.Flag("noOverwriteDirNonDir")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id)) { Body = Tar.ToArray() }
        .With("noOverwriteDirNonDir", KeepsKinds)
        .With("path", Path);

    /// <inheritdoc/>
    public override Task<Nothing> Read(EngineResponse response) => response.Nothing();

    /// <inheritdoc/>
    protected override Task Write(Nothing reply, IEngineAnswer answer) => answer.Empty(200);
}
