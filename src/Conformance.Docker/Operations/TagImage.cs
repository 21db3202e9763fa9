namespace Conformance.Docker;

/// <summary>POST /images/REFERENCE/tag.</summary>
/// <param name="Reference">The image.</param>
/// <param name="Repository">New repository.</param>
/// <param name="Tag">New tag.</param>
public sealed record TagImage(string Reference, string Repository, string Tag) : EngineOperation<Nothing>
{
    /// <inheritdoc/>
    public override string Name => "image.tag";

    /// <inheritdoc/>
    public override string Image => Reference;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
