using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>inspect, list, tag and rm of images.</summary>
internal sealed class ImageOperations(EngineCore core)
{
    private ImageStore Images => core.Host.Images;

    /// <summary>200, 404, 400 for a bad reference.</summary>
    public Task<ImageInspect> Inspect(InspectImage operation)
    {
        if (Images.Find(operation.Reference, out _) is not { } image)
        {
            throw DaemonReference.TryRead(operation.Reference, out var reference, out var error)
                ? EngineErrors.NoSuchImageToInspect(operation.Reference, reference.Full())
                : EngineErrors.Bad($"no such image: {operation.Reference}: {error}");
        }

        return Task.FromResult(new ImageInspect
        {
            Id = image.Id,
            RepoTags = Images.TagsOf(image.Id),
            RepoDigests = Digests(image),
            Created = DockerTime.Text(image.Created),
            Size = image.Size,
            Config = image.Config,
        });
    }

    /// <summary>200. Filters: reference, dangling, label; another key is 400.</summary>
    public Task<IReadOnlyList<ImageSummary>> List(ListImages operation)
    {
        List<ImageSummary> found = [];
        foreach (var image in Images.Images)
        {
            var tags = Images.TagsOf(image.Id);
            if (!Accepts(operation.Filters, image, tags))
                continue;
            found.Add(new ImageSummary
            {
                Id = image.Id,
                RepoTags = tags.Count > 0 ? tags : null,
                Created = DockerTime.Seconds(image.Created),
                Size = image.Size,
                Labels = image.Config.Labels,
            });
        }

        return Task.FromResult<IReadOnlyList<ImageSummary>>(found);
    }

    /// <summary>201, 404, 500 for a bad name.</summary>
    public Task<Nothing> Tag(TagImage operation)
    {
        var image = Images.Find(operation.Reference, out _) ?? throw Missing(operation.Reference);
        if (!DaemonReference.TryRead(operation.Repository, out var repository, out var error))
            throw EngineErrors.Internal(error);
        if (operation.Tag.Length > 0 && !DaemonReference.IsTag(operation.Tag))
            throw EngineErrors.Internal("invalid tag format");
        var target = repository with { Tag = operation.Tag.Length > 0 ? operation.Tag : repository.Tag };
        Images.Tag(image, target.Full());
        core.Events.Image("tag", image.Id, target.Full());
        return Task.FromResult(new Nothing());
    }

    /// <summary>200, 404, 409 while a container uses it. With force a used image is only untagged.</summary>
    public Task<IReadOnlyList<ImageDeletion>> Remove(RemoveImage operation)
    {
        var image = Images.Find(operation.Reference, out var byReference) ?? throw Missing(operation.Reference);
        var tags = Images.TagsOf(image.Id);
        var shortId = image.Id[7..19];
        var user = UserOf(image);
        List<ImageDeletion> done = [];
        if (byReference && !operation.Force && tags.Count <= 1 && user is not null)
        {
            throw EngineErrors.Conflict(
                $"conflict: unable to remove repository reference \"{operation.Reference}\" (must force) - container {user.Id[..12]} is using its referenced image {shortId}");
        }

        if (!byReference && !operation.Force)
        {
            if (RepositoriesOf(tags) > 1)
                throw EngineErrors.Conflict($"conflict: unable to delete {shortId} (must be forced) - image is referenced in multiple repositories");
            if (user is not null)
                throw EngineErrors.Conflict($"conflict: unable to delete {shortId} (must be forced) - image is being used by {(user.IsRunning ? "running" : "stopped")} container {user.Id[..12]}");
        }

        if (byReference && DaemonReference.TryRead(operation.Reference, out var reference, out _))
            Untag(image, [reference.Full()], done);
        else
            Untag(image, tags, done);
        if (Images.TagsOf(image.Id).Count == 0 && user is null)
        {
            Images.Remove(image.Id);
            core.Events.Image("delete", image.Id, image.Id);
            done.Add(new ImageDeletion(Deleted: image.Id));
        }

        return Task.FromResult<IReadOnlyList<ImageDeletion>>(done);
    }

    private void Untag(FakeImage image, IReadOnlyList<string> tags, List<ImageDeletion> done)
    {
        foreach (var tag in tags)
        {
            if (!Images.Untag(tag))
                continue;
            core.Events.Image("untag", image.Id, image.Id);
            done.Add(new ImageDeletion(Untagged: tag));
        }
    }

    private static DockerException Missing(string asked) => DaemonReference.TryRead(asked, out var reference, out var error)
        ? EngineErrors.NoSuchImage(reference.Full())
        : EngineErrors.Bad(error);

    private ContainerRecord? UserOf(FakeImage image) => core.Host.Records.Find(record => record.ImageId == image.Id);

    private static int RepositoriesOf(IReadOnlyList<string> tags)
    {
        var repositories = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags)
            repositories.Add(tag[..tag.LastIndexOf(':')]);
        return repositories.Count;
    }

    private IReadOnlyList<string> Digests(FakeImage image)
    {
        if (image.Digest is not { } digest)
            return [];
        List<string> found = [];
        foreach (var tag in Images.TagsOf(image.Id))
            found.Add(tag[..tag.LastIndexOf(':')] + "@" + digest);
        return found;
    }

    private bool Accepts(EngineFilters? filters, FakeImage image, IReadOnlyList<string> tags)
    {
        foreach (var (key, values) in filters?.Values ?? NoFilters)
        {
            var accepts = key switch
            {
                "reference" => tags.Any(tag => values.Any(value => Matches(tag, value))),
                "dangling" => values.Contains("true") == (tags.Count == 0),
                "label" => LabelFilter.Accepts(values, image.Config.Labels),
                _ => throw EngineErrors.InvalidFilter(key),
            };
            if (!accepts)
                return false;
        }

        return true;
    }

    private static bool Matches(string tag, string value) =>
        tag == value || tag[..tag.LastIndexOf(':')] == value || (DaemonReference.TryRead(value, out var reference, out _) && tag == reference.Full());

    private static readonly Dictionary<string, IReadOnlyList<string>> NoFilters = [];
}
