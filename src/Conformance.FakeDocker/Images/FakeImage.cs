using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>An image in the daemon's store. Its tags are kept by <see cref="ImageStore"/>.</summary>
/// <param name="Id"><c>sha256:</c> and 64 hex digits.</param>
/// <param name="Config">What its containers inherit.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Created">Time of its build.</param>
/// <param name="Digest">Digest of its manifest; null for one that never saw a registry.</param>
public sealed record FakeImage(string Id, ImageConfig Config, long Size, Instant Created, string? Digest)
{
    /// <summary>Which programs it has; null for all that are known.</summary>
    public ProgramTable? Programs { get; init; }

    /// <summary>Its files by absolute path, beside its programs. Default: none.</summary>
    public IReadOnlyDictionary<string, ImageFile> Files { get; init; } = new SortedDictionary<string, ImageFile>(StringComparer.Ordinal);

    /// <summary>Its layers; a layer that an image here has is not fetched again.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];
}
