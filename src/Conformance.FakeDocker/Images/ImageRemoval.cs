using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>rm and prune of images: names go first, then the image, then the layers that no other image has.</summary>
internal sealed class ImageRemoval(EngineCore core)
{
    private ImageStore Images => core.Host.Images;

    /// <summary>200, 404, 409 while a container uses it. With force a used image is only untagged.</summary>
    public Task<IReadOnlyList<ImageDeletion>> Remove(RemoveImage operation)
    {
        var image = Images.Find(operation.Reference, out var byReference) ?? throw ImageOperations.Missing(operation.Reference);
        var tags = Images.TagsOf(image.Id);
        var user = UserOf(image);
        if (!operation.Force)
            Check(operation.Reference, image, byReference, tags, user);
        List<ImageDeletion> done = [];
        if (byReference && DaemonReference.TryRead(operation.Reference, out var reference, out _))
            Untag(image, [reference.Full()], done);
        else
            Untag(image, tags, done);
        if (Images.TagsOf(image.Id).Count == 0 && user is null)
            Delete(image, done);
        return Task.FromResult<IReadOnlyList<ImageDeletion>>(done);
    }

    /// <summary>200.</summary>
    public Task<PrunedImages> Prune(PruneImages operation)
    {
        var isDangling = PruneFilter.Flag(operation.Filters, "dangling") ?? true;
        var filter = new PruneFilter(operation.Filters, core.World.Now, "dangling");
        List<ImageDeletion> done = [];
        var reclaimed = 0L;
        foreach (var image in Images.Images.ToArray())
        {
            var tags = Images.TagsOf(image.Id);
            if (UserOf(image) is not null || (isDangling && tags.Count > 0) || !filter.Accepts(image.Config.Labels, image.Created))
                continue;
            Untag(image, tags, done);
            Delete(image, done);
            reclaimed += image.Size;
        }

        core.Events.Prune("image", reclaimed);
        return Task.FromResult(new PrunedImages(done.Count > 0 ? done : null, reclaimed));
    }

    private static void Check(string asked, FakeImage image, bool byReference, IReadOnlyList<string> tags, ContainerRecord? user)
    {
        var shortId = image.Id[7..19];
        if (byReference)
        {
            if (tags.Count <= 1 && user is not null)
            {
                throw EngineErrors.Conflict(
                    $"conflict: unable to remove repository reference \"{asked}\" (must force) - container {user.Id[..12]} is using its referenced image {shortId}");
            }

            return;
        }

        if (RepositoriesOf(tags) > 1)
            throw EngineErrors.Conflict($"conflict: unable to delete {shortId} (must be forced) - image is referenced in multiple repositories");
        if (user is not null)
            throw EngineErrors.Conflict($"conflict: unable to delete {shortId} (must be forced) - image is being used by {(user.IsRunning ? "running" : "stopped")} container {user.Id[..12]}");
    }

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

    private void Delete(FakeImage image, List<ImageDeletion> done)
    {
        Images.Remove(image.Id);
        core.Events.Image("delete", image.Id, image.Id);
        done.Add(new ImageDeletion(Deleted: image.Id));
        var kept = Images.Images.SelectMany(ChainOf).ToHashSet(StringComparer.Ordinal);
        foreach (var layer in ChainOf(image).Reverse())
        {
            if (!kept.Contains(layer))
                done.Add(new ImageDeletion(Deleted: layer));
        }
    }

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

    private ContainerRecord? UserOf(FakeImage image) => core.Host.Records.Find(record => record.ImageId == image.Id);

    private static int RepositoriesOf(IReadOnlyList<string> tags) => tags.Select(RepositoryOf).Distinct(StringComparer.Ordinal).Count();

    private static string RepositoryOf(string tag) => tag[..tag.LastIndexOf(':')];
}
