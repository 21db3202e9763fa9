namespace Conformance.Docker;

/// <summary>Answer of the use of the disk.</summary>
public sealed record DiskUsage
{
    /// <summary>Bytes of all layers.</summary>
    public long LayersSize { get; init; }

    /// <summary>All images.</summary>
    public IReadOnlyList<ImageSummary>? Images { get; init; }

    /// <summary>All containers.</summary>
    public IReadOnlyList<ContainerSummary>? Containers { get; init; }

    /// <summary>All volumes, with their use.</summary>
    public IReadOnlyList<VolumeResource>? Volumes { get; init; }

    /// <summary>Cache of builds.</summary>
    public IReadOnlyList<EmptyObject>? BuildCache { get; init; }

    /// <summary>Bytes of it.</summary>
    public long BuilderSize { get; init; }
}
