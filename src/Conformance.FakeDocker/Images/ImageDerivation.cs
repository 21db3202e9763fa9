using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>An image that is made on another: by commit, and by each step of a build.</summary>
internal static class ImageDerivation
{
    /// <summary>The image.</summary>
    /// <param name="parent">What it is made on; null for nothing.</param>
    /// <param name="config">What its containers inherit.</param>
    /// <param name="step">How it was made; the moment is filled in.</param>
    /// <param name="files">Files of the container that has made its layer; null where the step makes no layer.</param>
    /// <param name="now">The moment.</param>
    public static async Task<FakeImage> Of(FakeImage? parent, ImageConfig config, DerivedStep step, ContainerFiles? files, Instant now)
    {
        var created = DockerTime.Text(now);
        var layer = files is null ? null : await Layer(files, now);
        IReadOnlyList<ImageLayer> layers = [.. parent?.Layers ?? [], .. layer is null ? Array.Empty<ImageLayer>() : [layer]];
        var file = new ImageConfiguration
        {
            Config = config,
            Container = step.Container,
            ContainerConfig = step.ContainerConfig,
            Comment = step.Comment,
            Author = step.Author,
            Created = created,
            DockerVersion = SystemReading.Release,
            History = [.. parent?.File.History ?? [], new ImageStep(created, step.CreatedBy, step.Comment, IsEmpty: layer is null)],
            Layers = new ImageLayers("layers", [.. layers.Select(one => one.Digest)]),
        };
        return new FakeImage(file, layers, (parent?.Size ?? 0) + (layer?.Size ?? 0))
        {
            Parent = parent?.Id,
            Programs = parent is null ? ProgramTable.Empty : parent.Programs,
            HasAllFolders = parent is { HasAllFolders: true },
            Files = files?.Snapshot() ?? parent?.Files ?? FakeImage.NoFiles,
        };
    }

    private static async Task<ImageLayer?> Layer(ContainerFiles files, Instant now)
    {
        var changes = files.Changes();
        if (changes.Count == 0)
            return null;
        var size = 0L;
        foreach (var (path, _) in changes)
            size += files.LookInside(path) is { IsFolder: false } file ? file.Length : 0;
        return ImageLayer.Of(null, await TarArchive.PackChanges(files, changes, now)) with { Size = size };
    }
}

/// <summary>How an image was made.</summary>
/// <param name="CreatedBy">The command.</param>
/// <param name="Container">Id of the container; null for none.</param>
/// <param name="ContainerConfig">What that was made with.</param>
/// <param name="Comment">Words; null for none.</param>
/// <param name="Author">Who; null for nobody, whoever has made its parent.</param>
internal sealed record DerivedStep(string CreatedBy, string? Container = null, ImageConfig? ContainerConfig = null, string? Comment = null, string? Author = null);
