using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>diff and commit: what a container has made of its image, and an image of that.</summary>
internal sealed class ContainerCommitting(EngineCore core)
{
    /// <summary>200 or 404.</summary>
    public Task<FileChanges> Changes(ReadChanges operation)
    {
        var changes = core.Find(operation.Id).Record.Files.Changes();
        return Task.FromResult(new FileChanges([.. changes.Select(change => new FileChange(change.Path, change.Kind))]));
    }

    /// <summary>201, 404, 500 for a bad name, 400 for a bad instruction.</summary>
    public async Task<CommitReply> Commit(CommitContainer operation)
    {
        if (operation.Id.Length == 0)
            throw EngineErrors.Bad("invalid name or ID supplied: \"\"");
        var container = core.Find(operation.Id);
        await container.Gate.Pass();
        var record = container.Record;
        var pauses = operation.Pauses && record is { IsRunning: true, IsPaused: false, IsRestarting: false };
        if (pauses)
            core.Events.Container("pause", record);
        try
        {
            return await Commit(operation, record);
        }
        finally
        {
            if (pauses)
                core.Events.Container("unpause", record);
        }
    }

    private async Task<CommitReply> Commit(CommitContainer operation, ContainerRecord record)
    {
        var own = ImageConfigs.Of(record.Config);
        var asked = operation.Config is { } given ? ImageConfigs.Of(given) : own;
        var config = ImageConfigs.Merge(ImageChanges.Apply(operation.Changes ?? [], asked), own);
        var step = new DerivedStep(string.Join(' ', record.Config.Cmd ?? []), record.Id, own, operation.Comment ?? "", operation.Author ?? "");
        var files = record.Files.Changes().Count > 0 ? record.Files : null;
        var image = await ImageDerivation.Of(core.Host.Images.Find(record.ImageId, out _), config, step, files, core.World.Now);
        core.Host.Images.Add(image);
        // A name that is none leaves the image without one.
        var reference = operation.Repository is { } repository ? Reference(repository, operation.Tag) : null;
        if (reference is not null)
        {
            core.Host.Images.Tag(image, reference.Full(), core.World.Now);
            core.Events.Image("tag", image.Id, reference.ToString(), config.Labels);
        }

        core.Events.Container(
            "commit", record, ("comment", operation.Comment ?? ""), ("imageID", image.Id), ("imageRef", reference?.ToString() ?? ""));
        return new CommitReply(image.Id);
    }

    private static ImageReference Reference(string repository, string? tag)
    {
        if (!DaemonReference.TryRead(repository, out var read, out var error))
            throw EngineErrors.Internal(error);
        if (tag is not null && !DaemonReference.IsTag(tag))
            throw EngineErrors.Internal("invalid tag format");
        return read with { Tag = tag ?? read.Tag };
    }
}
