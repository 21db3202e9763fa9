namespace Conformance.Docker;

/// <summary>POST /containers/ID/rename.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="NewName">The new name, without slash.</param>
public sealed record RenameContainer(string Id, string NewName) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("container.rename", "POST", "/containers/*/rename", IsMutating: true)
    {
        Read = request => new RenameContainer(request.Target, request.Text("name") ?? ""),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id)).With("name", NewName);

    /// <inheritdoc/>
    public override Task<Nothing> Read(EngineResponse response) => response.Nothing();

    /// <inheritdoc/>
    protected override Task Write(Nothing reply, IEngineAnswer answer) => answer.Empty(reply);
}
