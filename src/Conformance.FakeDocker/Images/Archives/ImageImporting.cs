using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>import: an image of one layer, which is the archive. Its containers find its files, and those of its programs that are known.</summary>
internal sealed class ImageImporting(EngineCore core)
{
    /// <summary>200 with the id; 400 for a bad name or change, 500 for a broken archive.</summary>
    public Task<EngineStream<PullProgress>> Import(ImportImage operation)
    {
        var name = NameOf(operation);
        var config = ImageChanges.Apply(operation.Changes);
        if (operation.Source != "-")
            throw EngineErrors.Internal(RegistryCalls.NoWayTo(operation.Source.Contains("://", StringComparison.Ordinal) ? operation.Source : "http://" + operation.Source));
        var layer = Unpack(operation.Archive);
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
        var content = LayerArchive.Read([layer]);
        var image = new FakeImage(file, [layer], layer.Size ?? 0) { Files = content.Files, Programs = content.Programs, HasAllFolders = true };
        core.Host.Images.Add(image);
        if (name is not null)
        {
            core.Host.Images.Tag(image, name.Full(), core.World.Now);
            core.Events.Image("tag", image.Id, name.ToString(), config.Labels);
        }

        core.Events.Image("import", image.Id, image.Id, config.Labels);
        return Task.FromResult<EngineStream<PullProgress>>(new ReadyLines<PullProgress>([PullLines.Words(image.Id)]));
    }

    private static ImageReference? NameOf(ImportImage operation)
    {
        if (operation.Repository.Length == 0)
            return null;
        if (!DaemonReference.TryRead(operation.Repository, out var name, out var error))
            throw EngineErrors.Bad(error);
        if (name.Digest is not null)
            throw EngineErrors.Bad("cannot import digest reference");
        if (operation.Tag.Length > 0 && !DaemonReference.IsTag(operation.Tag))
            throw EngineErrors.Bad("invalid tag format");
        return operation.Tag.Length > 0 ? name with { Tag = operation.Tag } : name;
    }

    private static ImageLayer Unpack(ReadOnlyMemory<byte> archive)
    {
        try
        {
            return LayerArchive.LayerOf(ArchiveReading.Plain(archive));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException)
        {
            throw EngineErrors.Internal("ApplyLayer exit status 1 stdout:  stderr: unexpected EOF");
        }
    }
}
