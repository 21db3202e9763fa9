namespace Conformance.Docker;

/// <summary>POST /images/create?fromImage=: status 200 and progress lines; an error after the first line is a line too.</summary>
/// <param name="Reference">Repository, with registry if any, without tag.</param>
/// <param name="Tag">Tag or digest; null pulls every tag of the repository.</param>
/// <param name="RegistryAuth">Base64 of the credentials JSON; null for none.</param>
public sealed record PullImage(string Reference, string? Tag, string? RegistryAuth = null) : EngineOperation<EngineStream<PullProgress>>
{
    /// <inheritdoc/>
    public override string Name => "image.pull";

    /// <inheritdoc/>
    public override string Image => Reference;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
