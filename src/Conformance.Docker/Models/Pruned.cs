namespace Conformance.Docker;

/// <summary>Answer of a prune of containers.</summary>
/// <param name="ContainersDeleted">Ids; null for none.</param>
/// <param name="SpaceReclaimed">Bytes.</param>
public sealed record PrunedContainers(IReadOnlyList<string>? ContainersDeleted, long SpaceReclaimed);

/// <summary>Answer of a prune of images.</summary>
/// <param name="ImagesDeleted">Null for none.</param>
/// <param name="SpaceReclaimed">Bytes.</param>
public sealed record PrunedImages(IReadOnlyList<ImageDeletion>? ImagesDeleted, long SpaceReclaimed);

/// <summary>Answer of a prune of networks.</summary>
/// <param name="NetworksDeleted">Names; null for none.</param>
public sealed record PrunedNetworks(IReadOnlyList<string>? NetworksDeleted);

/// <summary>Answer of a prune of volumes.</summary>
/// <param name="VolumesDeleted">Names.</param>
/// <param name="SpaceReclaimed">Bytes.</param>
public sealed record PrunedVolumes(IReadOnlyList<string>? VolumesDeleted, long SpaceReclaimed);

/// <summary>Answer of a prune of the cache of builds.</summary>
/// <param name="CachesDeleted">Ids; null for none.</param>
/// <param name="SpaceReclaimed">Bytes.</param>
public sealed record PrunedBuilds(IReadOnlyList<string>? CachesDeleted, long SpaceReclaimed);
