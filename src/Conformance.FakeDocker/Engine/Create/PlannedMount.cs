using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>A mount of a container that is being made.</summary>
/// <param name="Point">As inspect shows it.</param>
/// <param name="Options">Of the volume that is made for it; null for none.</param>
/// <param name="IsCopying">Whether an empty volume gets what the image has at its place.</param>
internal sealed record PlannedMount(MountPoint Point, VolumeOptions? Options = null, bool IsCopying = true);
