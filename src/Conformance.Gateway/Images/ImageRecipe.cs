using Conformance.Docker;

namespace Conformance.Gateway;

/// <summary>An image to be made for a real daemon: busybox and what a scenario wants on top.</summary>
/// <param name="Name">Repository without registry and tag.</param>
/// <param name="Config">ENTRYPOINT, CMD, ENV, VOLUME, ...</param>
public sealed record ImageRecipe(string Name, ImageConfig Config)
{
    /// <summary>
    /// Sizes in bytes of layers on top of busybox, each with one file that does not compress. Default: none. Above
    /// <see cref="LayerBytesMax"/> less is made: how long a pull takes is the registry's to say, and disks are finite.
    /// </summary>
    public IReadOnlyList<long> LayerBytes { get; init; } = [];

    /// <summary>Makes equal recipes differ, so that a daemon does not know the layers of an earlier run. Default: 0.</summary>
    public int Salt { get; init; }

    /// <summary>Most bytes of one layer: 8 MiB.</summary>
    public const long LayerBytesMax = 8 << 20;
}
