using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// rm and prune of images: names go first, then the image, then the layers that nobody else has. A running container and an image that was
/// made of one keep it, whatever is asked; a stopped container keeps it unless force is.
/// </summary>
internal sealed class ImageRemoval(EngineCore core)
{
    private ImageStore Images => core.Host.Images;

    /// <summary>200, 404, 409 while something needs it.</summary>
    public Task<IReadOnlyList<ImageDeletion>> Remove(RemoveImage operation) =>
        Task.FromResult<IReadOnlyList<ImageDeletion>>(Remove(operation.Reference, operation.Force));

    /// <summary>200.</summary>
    public Task<PrunedImages> Prune(PruneImages operation)
    {
        var isDangling = PruneFilter.Flag(operation.Filters, "dangling") ?? true;
        var filter = new PruneFilter(operation.Filters, core.World.Now, "until", "dangling");
        List<ImageDeletion> done = [];
        var sizes = Images.Images.SelectMany(image => ChainOf(image).Select((layer, place) => (layer, Size: image.SizeOfLayer(place))))
            .DistinctBy(entry => entry.layer).ToDictionary(entry => entry.layer, entry => entry.Size, StringComparer.Ordinal);
        foreach (var image in Images.Images.Where(image => filter.Accepts(image.Config.Labels, image.Created)).ToArray())
        {
            var tags = Images.TagsOf(image.Id);
            if (tags.Count == 0 ? Images.ChildrenOf(image.Id).Any() : isDangling)
                continue;
            foreach (var name in tags.Count == 0 ? [image.Id] : tags)
            {
                try
                {
                    done.AddRange(Remove(name, force: false));
                }
                catch (DockerException conflict) when (conflict.Status is 404 or 409)
                {
                    // It is needed, or went with another.
                }
            }
        }

        var reclaimed = done.Sum(entry => entry.Deleted is { } layer ? sizes.GetValueOrDefault(layer) : 0);
        core.Events.Prune("image", reclaimed);
        return Task.FromResult(new PrunedImages(done.Count > 0 ? done : null, reclaimed));
    }

    private List<ImageDeletion> Remove(string asked, bool force)
    {
        var image = Images.Find(asked, out var byReference) ?? throw ImageOperations.Missing(asked);
        List<ImageDeletion> done = [];
        var tags = Images.TagsOf(image.Id);
        if (byReference && DaemonReference.TryRead(asked, out var reference, out _))
        {
            if (!force && tags.Count <= 1 && UsersOf(image).FirstOrDefault() is { } user)
            {
                throw EngineErrors.Conflict(
                    $"conflict: unable to remove repository reference \"{asked}\" (must force) - container {user.Id[..12]} is using its referenced image {ShortId(image)}");
            }

            Untag(image, [reference.Full()], done);
            if (Images.TagsOf(image.Id).Count == 0 && (force ? WhyNever(image) : WhyNever(image) ?? WhyNotUnforced(image)) is null)
                Delete(image, done);
            return done;
        }

        if (WhyNever(image) is { } never)
            throw EngineErrors.Conflict($"conflict: unable to delete {ShortId(image)} (cannot be forced) - {never}");
        if (!force && (tags.Count > 1 ? "image is referenced in multiple repositories" : WhyNotUnforced(image)) is { } why)
            throw EngineErrors.Conflict($"conflict: unable to delete {ShortId(image)} (must be forced) - {why}");
        Untag(image, tags, done);
        Delete(image, done);
        return done;
    }

    private string? WhyNever(FakeImage image)
    {
        if (Images.ChildrenOf(image.Id).Any())
            return "image has dependent child images";
        return UsersOf(image).FirstOrDefault(record => record.IsRunning) is { } running
            ? $"image is being used by running container {running.Id[..12]}"
            : null;
    }

    private string? WhyNotUnforced(FakeImage image) => UsersOf(image).FirstOrDefault() is { } stopped
        ? $"image is being used by stopped container {stopped.Id[..12]}"
        : null;

    private void Untag(FakeImage image, IReadOnlyList<string> tags, List<ImageDeletion> done)
    {
        foreach (var tag in tags)
        {
            if (!Images.Untag(tag))
                continue;
            core.Events.Image("untag", image.Id, image.Id, image.Config.Labels);
            done.Add(new ImageDeletion(Untagged: tag));
            if (image.Digest is { } digest && !Images.TagsOf(image.Id).Any(other => RepositoryOf(other) == RepositoryOf(tag)))
            {
                // The name with its digest goes with the last tag of the repository.
                core.Events.Image("untag", image.Id, image.Id, image.Config.Labels);
                done.Add(new ImageDeletion(Untagged: RepositoryOf(tag) + "@" + digest));
            }
        }
    }

    /// <summary>Layers stay that another image or a container has; an image that it was made of goes too if nobody needs or names it.</summary>
    private void Delete(FakeImage image, List<ImageDeletion> done)
    {
        Images.Remove(image.Id);
        core.Events.Image("delete", image.Id, image.Id);
        done.Add(new ImageDeletion(Deleted: image.Id));
        var kept = Images.Images.SelectMany(ChainOf).ToHashSet(StringComparer.Ordinal);
        if (!UsersOf(image).Any())
            done.AddRange(ChainOf(image).Reverse().Where(layer => !kept.Contains(layer)).Select(layer => new ImageDeletion(Deleted: layer)));
        if (image.Parent is { } made && Images.Find(made, out _) is { } parent && Images.TagsOf(parent.Id).Count == 0 && (WhyNever(parent) ?? WhyNotUnforced(parent)) is null)
            Delete(parent, done);
    }

    private static string ShortId(FakeImage image) => image.Id[7..19];

    /// <summary>What its layers are known by at the daemon: each by all that is below it.</summary>
    private static IEnumerable<string> ChainOf(FakeImage image)
    {
        var below = "";
        foreach (var layer in image.Layers)
        {
            below = below.Length == 0 ? layer.Digest : "sha256:" + Hex.Of(below + " " + layer.Digest);
            yield return below;
        }
    }

    private IEnumerable<ContainerRecord> UsersOf(FakeImage image) => core.Host.Records.Where(record => record.ImageId == image.Id);

    private static string RepositoryOf(string tag) => tag[..tag.LastIndexOf(':')];
}
