namespace Conformance.Docker;

/// <summary>DELETE /images/REFERENCE.</summary>
/// <param name="Reference">As for inspect.</param>
/// <param name="Force">Also when containers use it.</param>
public sealed record RemoveImage(string Reference, bool Force = false) : EngineOperation<IReadOnlyList<ImageDeletion>>
{
    internal static EngineRoute Route { get; } = new("image.remove", "DELETE", "/images/*", IsMutating: true)
    {
        Read = request => new RemoveImage(request.Target, request.Flag("force")),
    };

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Image => Reference;

    /// <inheritdoc/>
    public override bool IsMutating => Route.IsMutating;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Reference)).With("force", Force);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<ImageDeletion>> Read(EngineResponse response) => response.Json(EngineJson.Wire.IReadOnlyListImageDeletion);

    /// <inheritdoc/>
    protected override Task Write(IReadOnlyList<ImageDeletion> reply, IEngineAnswer answer) => answer.Json(reply, EngineJson.Wire.IReadOnlyListImageDeletion);
}
