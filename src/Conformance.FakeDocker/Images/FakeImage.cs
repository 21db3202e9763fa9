using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>An image in the daemon's store. Its tags are kept by <see cref="ImageStore"/>.</summary>
public sealed record FakeImage
{
    /// <summary>No files beside programs.</summary>
    internal static readonly IReadOnlyDictionary<string, ImageFile> NoFiles = new SortedDictionary<string, ImageFile>(StringComparer.Ordinal);

    /// <summary>An image with a configuration and layers.</summary>
    /// <param name="file">Its configuration; its id is the digest of that.</param>
    /// <param name="layers">Lowest first.</param>
    /// <param name="size">Bytes.</param>
    internal FakeImage(ImageConfiguration file, IReadOnlyList<ImageLayer> layers, long size)
        : this(file, file.Write(), layers, size)
    {
    }

    /// <summary>The same, with the bytes of a configuration that was read.</summary>
    internal FakeImage(ImageConfiguration file, ReadOnlyMemory<byte> written, IReadOnlyList<ImageLayer> layers, long size)
    {
        (File, Written, Layers, Size) = (file, written, layers, size);
        Id = ImageConfiguration.IdOf(written.Span);
        Config = file.Config ?? new ImageConfig();
        Created = EngineTime.Parse(file.Created ?? "") ?? default;
    }

    /// <summary><c>sha256:</c> and 64 hex digits.</summary>
    public string Id { get; }

    /// <summary>What its containers inherit.</summary>
    public ImageConfig Config { get; }

    /// <summary>Bytes.</summary>
    public long Size { get; }

    /// <summary>Time of its build.</summary>
    public Instant Created { get; }

    /// <summary>Digest of its manifest; null for one that never saw a registry.</summary>
    public string? Digest { get; init; }

    /// <summary>Id of the image that it was made on, at this daemon; null for none.</summary>
    public string? Parent { get; init; }

    /// <summary>Which programs it has; null for all that are known.</summary>
    public ProgramTable? Programs { get; init; }

    /// <summary>Its files by absolute path, beside its programs. Default: none.</summary>
    public IReadOnlyDictionary<string, ImageFile> Files { get; init; } = NoFiles;

    /// <summary>Whether its folders are among its files, as in an image that came as an archive; else it has the usual ones. Default: false.</summary>
    public bool HasAllFolders { get; init; }

    /// <summary>Its layers; a layer that an image here has is not fetched again.</summary>
    public IReadOnlyList<ImageLayer> Layers { get; }

    /// <summary>Bytes of one of its layers. Those of which only the whole is known share it.</summary>
    internal long SizeOfLayer(int place)
    {
        if (Layers[place].Size is { } size)
            return size;
        var unknown = Layers.Count(layer => layer.Size is null);
        var rest = Size - Layers.Sum(layer => layer.Size ?? 0);
        return rest / unknown + (place == 0 ? rest % unknown : 0);
    }

    /// <summary>Its configuration as it lies in an archive.</summary>
    internal ImageConfiguration File { get; }

    /// <summary>The bytes of that.</summary>
    internal ReadOnlyMemory<byte> Written { get; }
}
