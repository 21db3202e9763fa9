using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>An image vanishes between two steps: somebody cleans up while a launch is under way.</summary>
[Word("remove-image", "Somebody removes an image from the daemon at this edge.")]
public sealed record RemoveImageAction : FaultAction
{
    /// <summary>Scenario name of the image.</summary>
    [Meaning("The image.", IsShorthand = true)]
    public required string Image { get; init; }

    /// <inheritdoc/>
    public override bool IsDefinite(Phase phase) => false;

    /// <inheritdoc/>
    public override async Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan)
    {
        await host.RemoveImage(Image);
        return FaultEffect.Proceed;
    }

    /// <inheritdoc/>
    public override string Describe() => $"removal of the image {Image}";
}
