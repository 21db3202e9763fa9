using System.Formats.Tar;
using System.Text;

namespace Conformance.FakeDocker;

/// <summary>A layer of an image: what it is known by, and its archive.</summary>
/// <param name="Name">In progress lines and in registries; equal names are one layer.</param>
/// <param name="Digest">Of its archive.</param>
/// <param name="Archive">Its files. A layer of a scenario holds a folder of its name only: what its containers find are words.</param>
public sealed record ImageLayer(string Name, string Digest, ReadOnlyMemory<byte> Archive)
{
    /// <summary>Bytes of its files; null for a layer of an image whose size is known as a whole only.</summary>
    public long? Size { get; init; }

    /// <summary>Whether it is a <see cref="Named"/> one, perhaps of another daemon: then what is in it was never said.</summary>
    public bool IsStandIn => Archive.Span.StartsWith(Encoding.ASCII.GetBytes(StandIns));

    private const string StandIns = "layers/";

    /// <summary>A layer of a scenario.</summary>
    public static ImageLayer Named(string name)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.Directory, StandIns + name.Replace(':', '.') + "/") { ModificationTime = DateTimeOffset.UnixEpoch });
        return Of(name, archive.ToArray());
    }

    /// <summary>A layer that came in an archive.</summary>
    public static ImageLayer Of(string? name, ReadOnlyMemory<byte> archive)
    {
        var digest = ImageConfiguration.Digest(archive.Span);
        return new ImageLayer(name ?? digest["sha256:".Length..][..12], digest, archive);
    }
}
