namespace Conformance.Docker;

/// <summary>POST /containers/create.</summary>
/// <param name="RequestedName">The name asked for, with or without a leading slash; null lets the daemon choose one.</param>
/// <param name="Body">What to create.</param>
public sealed record CreateContainer(string? RequestedName, ContainerSpec Body) : EngineOperation<CreateReply>
{
    /// <inheritdoc/>
    public override string Name => "container.create";

    /// <inheritdoc/>
    public override string? Container => RequestedName;

    /// <inheritdoc/>
    public override string? Image => Body.Image;

    /// <inheritdoc/>
    public override bool IsMutating => true;
}
