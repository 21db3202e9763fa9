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
        var container = core.Find(operation.Id);
        var asked = ImageConfigs.Of(container.Record.Config);
        var config = ImageChanges.Apply(operation.Changes ?? [], asked);
        var reference = operation.Repository is { } repository ? Reference(repository, operation.Tag) : null;
        await container.Gate.Pass();
        var record = container.Record;
        var step = new DerivedStep(string.Join(' ', record.Config.Cmd ?? []), record.Id, asked, operation.Comment ?? "");
        var image = await ImageDerivation.Of(core.Host.Images.Find(record.ImageId, out _), config, step, record.Files, core.World.Now);
        core.Host.Images.Add(image);
        if (reference is not null)
        {
            core.Host.Images.Tag(image, reference, core.World.Now);
            core.Events.Image("tag", image.Id, reference);
        }

        core.Events.Container(
            "commit", record, ("comment", operation.Comment ?? ""), ("imageID", image.Id), ("imageRef", reference ?? ""));
        return new CommitReply(image.Id);
    }

    private static string Reference(string repository, string? tag)
    {
        if (!DaemonReference.TryRead(repository, out var read, out var error))
            throw EngineErrors.Internal(error);
        if (tag is not null && !DaemonReference.IsTag(tag))
            throw EngineErrors.Internal("invalid tag format");
        return (read with { Tag = tag ?? read.Tag }).Full();
    }
}
