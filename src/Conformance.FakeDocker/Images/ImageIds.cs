using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// Images that a scenario describes. Their ids come from their content, as those of real ones do, so that the same image has the
/// same id in every run: they were all made at one moment.
/// </summary>
internal static class ImageIds
{
    private const string Made = "2026-01-01T00:00:00Z";

    /// <summary>An image with layers of the given names.</summary>
    public static FakeImage Of(ImageConfig? config, IReadOnlyList<string> layers, long size) => Of(config, [.. layers.Select(ImageLayer.Named)], size);

    /// <summary>An image with one layer of the given name, and another of its files.</summary>
    public static FakeImage Of(ImageConfig? config, string layer, long size, IReadOnlyDictionary<string, ImageFile> files) => Of(
        config,
        files.Count == 0 ? [ImageLayer.Named(layer)] : [ImageLayer.Named(layer), LayerArchive.Write(files)],
        size + files.Values.Sum(file => (long)file.Content.Length)) with
    { Files = files };

    /// <summary>Digest of the manifest of an image.</summary>
    public static string Digest(string imageId) => "sha256:" + Hex.Of("manifest " + imageId);

    private static FakeImage Of(ImageConfig? config, IReadOnlyList<ImageLayer> layers, long size) => new(
        new ImageConfiguration
        {
            Config = config ?? new ImageConfig(),
            Created = Made,
            History = [.. layers.Select(_ => new ImageStep(Made))],
            Layers = new ImageLayers("layers", [.. layers.Select(layer => layer.Digest)]),
        },
        layers,
        size);
}
