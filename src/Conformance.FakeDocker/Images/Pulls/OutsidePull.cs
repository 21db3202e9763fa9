using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>An image of a registry that really listens. Its containers find its files and all words that are known, as those of a loaded one.</summary>
internal sealed class OutsidePull : PulledImage
{
    private const int ShortId = 12;
    private readonly IOutsideImage image;
    private readonly ImageConfiguration configuration;

    /// <summary>Throws a <see cref="DockerException"/> for a configuration that is none.</summary>
    public OutsidePull(IOutsideImage image)
    {
        this.image = image;
        configuration = Read(image.Configuration);
        if (configuration.Layers?.Digests.Count != image.Layers.Count)
            throw Mismatch();
        Layers = [.. image.Layers.Select(layer => new RegistryLayer(layer.Digest["sha256:".Length..][..ShortId], layer.Size))];
        Schedule = new PullSchedule(new RegistryImage { Reference = "", Layers = Layers, PullTime = TimeSpan.Zero });
    }

    /// <inheritdoc/>
    public override string Id => ImageConfiguration.IdOf(image.Configuration.Span);

    /// <inheritdoc/>
    public override string Digest => image.Digest;

    /// <inheritdoc/>
    public override IReadOnlyList<RegistryLayer> Layers { get; }

    /// <inheritdoc/>
    public override PullSchedule Schedule { get; }

    /// <inheritdoc/>
    public override bool IsSame(ImageLayer present, int index) => present.Digest == configuration.Layers!.Digests[index];

    /// <inheritdoc/>
    public override ILayerTransfer Transfer(int index) => new OutsideTransfer(image, image.Layers[index]);

    /// <inheritdoc/>
    public override FakeImage Build(IReadOnlyList<ILayerTransfer?> layers, IEnumerable<ImageLayer> present)
    {
        var known = present.ToList();
        var built = new List<ImageLayer>();
        for (var index = 0; index < layers.Count; index++)
        {
            var layer = layers[index] is OutsideTransfer transfer
                ? Unpacked(Layers[index], transfer.Content)
                : known.Find(other => IsSame(other, index)) ?? throw Mismatch();
            if (!IsSame(layer, index))
                throw Mismatch();
            built.Add(layer);
        }

        var content = LayerArchive.Read(built);
        return new FakeImage(configuration, image.Configuration, built, built.Sum(layer => layer.Size ?? 0))
        {
            Digest = Digest,
            Files = content.Files,
            Programs = content.Programs,
            HasAllFolders = true,
        };
    }

    private static ImageLayer Unpacked(RegistryLayer layer, ReadOnlyMemory<byte> content)
    {
        try
        {
            return LayerArchive.LayerOf(ArchiveReading.Plain(content)) with { Name = layer.Id };
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException)
        {
            throw EngineErrors.Internal("failed to register layer: Error processing tar file(exit status 1): unexpected EOF");
        }
    }

    private static ImageConfiguration Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, ImageJson.Default.ImageConfiguration) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw EngineErrors.Internal("error pulling image configuration: " + exception.Message);
        }
    }

    private static DockerException Mismatch() => EngineErrors.Internal("layers from manifest don't match image configuration");
}
