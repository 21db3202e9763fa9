using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>An image that a pull brings: what is told of it, how its layers come, what it is once they are here.</summary>
internal abstract class PulledImage
{
    /// <summary>The normalised reference under which it is kept.</summary>
    public required string Full { get; init; }

    /// <summary>The image's id.</summary>
    public abstract string Id { get; }

    /// <summary>Digest of its manifest.</summary>
    public abstract string Digest { get; }

    /// <summary>Its layers as progress lines name them, lowest first.</summary>
    public abstract IReadOnlyList<RegistryLayer> Layers { get; }

    /// <summary>How long they take where that is not up to a real registry.</summary>
    public abstract PullSchedule Schedule { get; }

    /// <summary>Whether an image that is here has a layer of this one.</summary>
    /// <param name="present">A layer that is here.</param>
    /// <param name="index">Which of this one's.</param>
    public abstract bool IsSame(ImageLayer present, int index);

    /// <summary>A way to bring a layer here.</summary>
    public abstract ILayerTransfer Transfer(int index);

    /// <summary>The image. Throws a <see cref="DockerException"/> for one whose parts do not belong together.</summary>
    /// <param name="layers">How each layer came; null for one that was here.</param>
    /// <param name="present">All layers that are here.</param>
    public abstract FakeImage Build(IReadOnlyList<ILayerTransfer?> layers, IEnumerable<ImageLayer> present);
}

/// <summary>An image of a simulated registry.</summary>
internal sealed class SimulatedPull(EngineCore core, RegistryImage image) : PulledImage
{
    private readonly FakeImage result = ImageIds.Of(image.Config, [.. image.Layers!.Select(layer => layer.Id)], image.Layers!.Sum(layer => layer.Size));

    /// <inheritdoc/>
    public override string Id => result.Id;

    /// <inheritdoc/>
    public override string Digest => ImageIds.Digest(result.Id);

    /// <inheritdoc/>
    public override IReadOnlyList<RegistryLayer> Layers => image.Layers!;

    /// <inheritdoc/>
    public override PullSchedule Schedule { get; } = new(image);

    /// <inheritdoc/>
    public override bool IsSame(ImageLayer present, int index) => present.Name == Layers[index].Id;

    /// <inheritdoc/>
    public override ILayerTransfer Transfer(int index) => new SimulatedTransfer(core, Full, index, Layers[index], Schedule.Download(Layers[index]));

    /// <inheritdoc/>
    public override FakeImage Build(IReadOnlyList<ILayerTransfer?> layers, IEnumerable<ImageLayer> present) =>
        result with { Programs = image.Programs, Digest = Digest };
}
