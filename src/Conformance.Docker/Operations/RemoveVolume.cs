namespace Conformance.Docker;

/// <summary>DELETE /volumes/NAME.</summary>
/// <param name="Volume">Its name.</param>
/// <param name="Force">No error if there is none.</param>
public sealed record RemoveVolume(string Volume, bool Force = false) : EngineOperation<Nothing>
{
    internal static EngineRoute Route { get; } = new("volume.remove", "DELETE", "/volumes/*", IsMutating: true)
    {
        Read = request => new RemoveVolume(request.Target, request.Flag("force")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Volume)).With("force", Force);

    /// <inheritdoc/>
    public override Task<Nothing> Read(EngineResponse response) => response.Nothing();

    /// <inheritdoc/>
    protected override Task Write(Nothing reply, IEngineAnswer answer) => answer.Empty(reply);
}
