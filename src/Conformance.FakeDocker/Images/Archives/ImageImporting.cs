using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>import: an image of one layer, which is the archive. Its containers find all words that are known, whatever the archive holds.</summary>
internal sealed class ImageImporting(EngineCore core)
{
    /// <summary>200 with the id; 400 for a bad name or change, 500 for a broken archive.</summary>
    public Task<EngineStream<PullProgress>> Import(ImportImage operation)
    {
        if (operation.Source != "-")
            throw EngineErrors.Error(501, "the fake daemon does not do ImageCreate from a URL");
        ImageReference? name = null;
        if (operation.Repository.Length > 0 && !DaemonReference.TryRead(PullImage.Join(operation.Repository, operation.Tag), out name, out var error))
            throw EngineErrors.Bad(error);
        var config = ImageChanges.Apply(operation.Changes);
        var layer = ImageLayer.Of(null, Unpack(operation.Archive));
        var now = DockerTime.Text(core.World.Now);
        var words = operation.Message.Length > 0 ? operation.Message : "Imported from -";
        var file = new ImageConfiguration
        {
            Config = config,
            Comment = words,
            Created = now,
            DockerVersion = SystemReading.Release,
            History = [new ImageStep(now, Comment: words)],
            Layers = new ImageLayers("layers", [layer.Digest]),
        };
        var image = new FakeImage(file, [layer], layer.Archive.Length);
        core.Host.Images.Add(image);
        if (name is not null)
        {
            core.Host.Images.Tag(image, name.Full(), core.World.Now);
            core.Events.Image("tag", image.Id, name.Full(), config.Labels);
        }

        core.Events.Image("import", image.Id, image.Id, config.Labels);
        return Task.FromResult<EngineStream<PullProgress>>(new ReadyLines<PullProgress>([PullLines.Words(image.Id)]));
    }

    private static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> archive)
    {
        try
        {
            var plain = ArchiveReading.Plain(archive);
            ArchiveReading.Files(plain);
            return plain;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException)
        {
            throw EngineErrors.Internal("ApplyLayer exit status 1 stdout:  stderr: unexpected EOF");
        }
    }
}
