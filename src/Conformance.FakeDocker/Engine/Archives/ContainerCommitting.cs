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

    /// <summary>201, 404, 500 for a bad name, 400 for instructions, which are not simulated.</summary>
    public async Task<CommitReply> Commit(CommitContainer operation)
    {
        var container = core.Find(operation.Id);
        if (operation.Changes is { } changes)
            throw EngineErrors.Bad($"conformance: the fake daemon does not know commit with instructions: {changes}");
        var reference = operation.Repository is { } repository ? Reference(repository, operation.Tag) : null;
        await container.Gate.Pass();
        var record = container.Record;
        var image = Build(record);
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

    private FakeImage Build(ContainerRecord record)
    {
        var asked = record.Config;
        var config = new ImageConfig
        {
            Entrypoint = asked.Entrypoint,
            Cmd = asked.Cmd,
            Env = asked.Env,
            Labels = asked.Labels,
            Volumes = asked.Volumes,
            WorkingDir = asked.WorkingDir,
            User = asked.User,
            StopSignal = asked.StopSignal,
        };
        var files = record.Files.Snapshot();
        var size = (core.Host.Images.Find(record.ImageId, out _)?.Size ?? 0) + files.Values.Sum(file => (long)file.Content.Length);
        return ImageIds.Of(config, [$"{record.Id} {DockerTime.Text(core.World.Now)}"], size) with { Programs = core.Host.ProgramsOf(record), Files = files };
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
