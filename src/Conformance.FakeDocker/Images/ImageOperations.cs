using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>inspect, list, history and tag of images.</summary>
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

        var answer = new ImageInspect
        {
            Id = image.Id,
            RepoTags = Images.TagsOf(image.Id),
            RepoDigests = Digests(image),
            Created = DockerTime.Text(image.Created),
            Size = image.Size,
            Config = image.Config,
        };
        return Task.FromResult(core.Host.AnswersInFull ? FullImage.Complete(answer, image, Images.LastTagged(image.Id)) : answer);
    }

    /// <summary>200, newest first. Filters: reference, dangling, label, before, since; another key is 400, an unknown image 404.</summary>
    public Task<IReadOnlyList<ImageSummary>> List(ListImages operation) =>
        Task.FromResult(List(operation.Filters, operation.All, (image, tags) => core.Host.AnswersInFull ? FullImage.Complete(Render(image, tags), image) : Render(image, tags)));

    /// <summary>All of them with their users.</summary>
    public IReadOnlyList<ImageSummary> WithUse() => List(
        null, isAll: false, (image, tags) => FullImage.Complete(Render(image, tags), image, core.Host.Records.Count(record => record.ImageId == image.Id), 0));

    /// <summary>200, 404.</summary>
    public Task<IReadOnlyList<HistoryEntry>> History(ReadHistory operation)
    {
        var image = Images.Find(operation.Reference, out _) ?? throw Missing(operation.Reference);
        List<HistoryEntry> entries = [];
        var layer = 0;
        var steps = image.File.History is { Count: > 0 } known ? known : [.. image.Layers.Select(_ => new ImageStep(image.File.Created))];
        foreach (var step in steps)
        {
            var size = step.IsEmpty || layer >= image.Layers.Count ? 0 : image.SizeOfLayer(layer);
            layer += step.IsEmpty ? 0 : 1;
            var created = EngineTime.Parse(step.Created ?? "") is { } moment ? DockerTime.Seconds(moment) : 0;
            entries.Add(new HistoryEntry(step.Comment ?? "", created, step.CreatedBy ?? "", "<missing>", size, null));
        }

        entries.Reverse();
        var ancestor = image;
        for (var place = 0; place < entries.Count && ancestor is not null; place++)
        {
            var tags = Images.TagsOf(ancestor.Id);
            entries[place] = entries[place] with { Id = ancestor.Id, Tags = tags.Count > 0 ? tags : null };
            ancestor = ancestor.Parent is { } parent ? Images.Find(parent, out _) : null;
        }

        return Task.FromResult<IReadOnlyList<HistoryEntry>>(entries);
    }

    /// <summary>Bytes of a layer; what is known of the whole only is split evenly.</summary>
    /// <summary>201, 404, 400 for a digest, 500 for a bad name.</summary>
    public Task<Nothing> Tag(TagImage operation)
    {
        var image = Images.Find(operation.Reference, out _) ?? throw Missing(operation.Reference);
        if (!DaemonReference.TryRead(operation.Repository, out var repository, out var error))
            throw EngineErrors.Internal(error);
        if (repository.Digest is not null)
            throw EngineErrors.Bad("refusing to create a tag with a digest reference");
        if (repository.Path == "sha256")
            throw EngineErrors.Bad("refusing to create an ambiguous tag using digest algorithm as name");
        if (operation.Tag.Length > 0 && !DaemonReference.IsTag(operation.Tag))
            throw EngineErrors.Internal("invalid tag format");
        var target = repository with { Tag = operation.Tag.Length > 0 ? operation.Tag : repository.Tag };
        Images.Tag(image, target.Full(), core.World.Now);
        core.Events.Image("tag", image.Id, target.ToString(), image.Config.Labels);
        return Task.FromResult(new Nothing());
    }

    /// <summary>What the daemon says of an image that is not here, or that cannot be meant.</summary>
    public static DockerException Missing(string asked) => DaemonReference.TryRead(asked, out var reference, out var error)
        ? EngineErrors.NoSuchImage(reference.Full())
        : EngineErrors.Bad(error);

    private IReadOnlyList<ImageSummary> List(EngineFilters? filters, bool isAll, Func<FakeImage, IReadOnlyList<string>, ImageSummary> render)
    {
        var filter = new ImageFilter(Images, filters);
        return [.. Images.Images.Where(image => isAll || !IsStep(image)).Where(filter.Accepts).OrderByDescending(image => image.Created).Select(image => render(image, filter.TagsOf(image)))];
    }

    /// <summary>Whether it has no name and others are made on it, as what a build leaves under way.</summary>
    private bool IsStep(FakeImage image) => Images.TagsOf(image.Id).Count == 0 && Images.ChildrenOf(image.Id).Any();

    private ImageSummary Render(FakeImage image, IReadOnlyList<string> tags) => new()
    {
        Id = image.Id,
        RepoTags = tags.Count > 0 ? tags : null,
        RepoDigests = Digests(image) is { Count: > 0 } digests ? digests : null,
        Created = DockerTime.Seconds(image.Created),
        Size = image.Size,
        Labels = image.Config.Labels,
    };

    private IReadOnlyList<string> Digests(FakeImage image)
    {
        if (image.Digest is not { } digest)
            return [];
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var tag in Images.TagsOf(image.Id))
            found.Add(tag[..tag.LastIndexOf(':')] + "@" + digest);
        return [.. found];
    }
}
