namespace Conformance.Docker;

/// <summary>DELETE /containers/ID.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Force">Kill it first if it runs.</param>
/// <param name="Volumes">Remove its anonymous volumes too.</param>
public sealed record RemoveContainer(string Id, bool Force = false, bool Volumes = false) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("container.remove", "DELETE", "/containers/*", IsMutating: true)
    {
        Read = request => new RemoveContainer(request.Target, request.Flag("force"), request.Flag("v")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id)).With("force", Force).With("v", Volumes);

    /// <inheritdoc/>
    public override Task<Nothing> Read(EngineResponse response) => response.Nothing();

    /// <inheritdoc/>
    protected override Task Write(Nothing reply, IEngineAnswer answer) => answer.Empty(reply);
}
