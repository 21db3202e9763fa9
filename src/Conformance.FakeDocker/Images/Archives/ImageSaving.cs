using System.Formats.Tar;
using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>save: images as one archive, which daemons can load. Its configurations and layers have the digests that they are named by.</summary>
internal sealed class ImageSaving(EngineCore core)
{
    /// <summary>200, 404.</summary>
    public Task<ImageArchive> Save(SaveImage operation) => Save([operation.Reference]);

    /// <summary>200, 404.</summary>
    public Task<ImageArchive> Save(SaveImages operation) => Save(operation.References);

    private Task<ImageArchive> Save(IReadOnlyList<string> asked)
    {
        var named = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var reference in asked)
        {
            var image = core.Host.Images.Find(reference, out var byReference) ?? throw Missing(reference);
            if (!named.TryGetValue(image.Id, out var tags))
                named[image.Id] = tags = new SortedSet<string>(StringComparer.Ordinal);
            if (byReference && DaemonReference.TryRead(reference, out var read, out _))
                tags.Add(read.Full());
        }

        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
            Write(writer, named);
        return Task.FromResult(new ImageArchive(archive.ToArray()));
    }

    private void Write(TarWriter writer, SortedDictionary<string, SortedSet<string>> named)
    {
        List<ArchivedImage> table = [];
        var written = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (id, tags) in named)
        {
            var image = core.Host.Images.Find(id, out _)!;
            var config = Digits(id) + ".json";
            Add(writer, config, image.Written);
            foreach (var layer in image.Layers)
            {
                if (written.Add(layer.Digest))
                    Add(writer, LayerPath(layer), layer.Archive);
            }

            table.Add(new ArchivedImage(config, tags.Count > 0 ? [.. tags] : null, [.. image.Layers.Select(LayerPath)]));
            core.Events.Image("save", id, id);
        }

        Add(writer, "manifest.json", JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<ArchivedImage>>(table, ImageJson.Default.IReadOnlyListArchivedImage));
    }

    private static DockerException Missing(string asked) =>
        DaemonReference.TryRead(asked, out _, out var error) ? EngineErrors.NoSuchImage(asked) : EngineErrors.Internal(error);

    private static string LayerPath(ImageLayer layer) => Digits(layer.Digest) + "/layer.tar";

    private static string Digits(string digest) => digest["sha256:".Length..];

    private static void Add(TarWriter writer, string name, ReadOnlyMemory<byte> content) => writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
    {
        DataStream = new MemoryStream(content.ToArray()),
        ModificationTime = DateTimeOffset.UnixEpoch,
    });
}
