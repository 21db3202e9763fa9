namespace Conformance.Docker;

/// <summary>DELETE /images/REFERENCE.</summary>
/// <param name="Reference">As for inspect.</param>
/// <param name="Force">Also when containers use it.</param>
public sealed record RemoveImage(string Reference, bool Force = false) : EngineOperation<IReadOnlyList<ImageDeletion>>
{
    /// <inheritdoc/>
    public override string Name => "image.remove";

    /// <inheritdoc/>
    public override string Image => Reference;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
