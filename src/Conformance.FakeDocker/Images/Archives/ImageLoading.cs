using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>load: the images of an archive. Containers of a loaded image find its files, and all words that are known.</summary>
internal sealed class ImageLoading(EngineCore core)
{
    private const string Table = "manifest.json";

    /// <summary>200 with a line for each image; what is wrong with the archive is an error line.</summary>
    public Task<EngineStream<PullProgress>> Load(LoadImages operation)
    {
        List<PullProgress> lines = [];
        try
        {
            var files = ArchiveReading.Files(ArchiveReading.Plain(operation.Archive));
            foreach (var entry in TableOf(files))
                Load(entry, files, operation.IsQuiet, lines);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException)
        {
            lines.Add(PullLines.Failed("Error processing tar file(exit status 1): unexpected EOF"));
        }
        catch (JsonException exception)
        {
            lines.Add(PullLines.Failed(exception.Message));
        }
        catch (DockerException refusal)
        {
            lines.Add(PullLines.Failed(refusal.Message));
        }

        return Task.FromResult<EngineStream<PullProgress>>(new ReadyLines<PullProgress>(lines));
    }

    private static IReadOnlyList<ArchivedImage> TableOf(SortedDictionary<string, byte[]> files)
    {
        if (files.GetValueOrDefault(Table) is not { } table)
            throw EngineErrors.Internal("open /var/lib/docker/tmp/docker-import-1/repositories: no such file or directory");
        return JsonSerializer.Deserialize(table, ImageJson.Default.IReadOnlyListArchivedImage) ?? [];
    }

    private void Load(ArchivedImage entry, SortedDictionary<string, byte[]> files, bool isQuiet, List<PullProgress> lines)
    {
        var written = Need(files, entry.Config);
        var file = JsonSerializer.Deserialize(written, ImageJson.Default.ImageConfiguration) ?? throw new JsonException("null");
        List<ImageLayer> layers = [];
        foreach (var name in entry.Layers)
        {
            var layer = LayerArchive.LayerOf(ArchiveReading.Plain(Need(files, name)));
            var wanted = file.Layers?.Digests.ElementAtOrDefault(layers.Count) ?? "";
            if (wanted != layer.Digest)
                throw EngineErrors.Internal($"invalid diffID for layer {layers.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)}: expected \"{wanted}\", got \"{layer.Digest}\"");
            var known = core.Host.Images.Images.SelectMany(image => image.Layers).FirstOrDefault(other => other.Digest == layer.Digest);
            if (known is null && !isQuiet)
                lines.Add(PullLines.Progress(new RegistryLayer(layer.Name, layer.Archive.Length), "Loading layer", layer.Archive.Length));
            layers.Add(known ?? layer);
        }

        var content = LayerArchive.Read(layers);
        var image = new FakeImage(file, written, layers, layers.Sum(layer => layer.Size ?? 0)) { Files = content.Files, Programs = content.Programs, HasAllFolders = true };
        if (core.Host.Images.Find(image.Id, out _) is { } present)
            image = present;
        core.Host.Images.Add(image);
        foreach (var tag in entry.RepoTags ?? [])
        {
            core.Host.Images.Add(image, tag);
            lines.Add(new PullProgress { Stream = $"Loaded image: {tag}\n" });
        }

        if (entry.RepoTags is null or { Count: 0 })
            lines.Add(new PullProgress { Stream = $"Loaded image ID: {image.Id}\n" });
        core.Events.Image("load", image.Id, image.Id);
    }

    private static byte[] Need(SortedDictionary<string, byte[]> files, string name) => files.GetValueOrDefault(name)
        ?? throw EngineErrors.Internal($"open /var/lib/docker/tmp/docker-import-1/{name}: no such file or directory");
}
