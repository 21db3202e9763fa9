using System.Diagnostics.CodeAnalysis;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>Images and tags of a daemon. It survives the daemon's process.</summary>
public sealed class ImageStore
{
    private readonly SortedDictionary<string, FakeImage> byId = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> tags = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Instant> tagged = new(StringComparer.Ordinal);

    /// <summary>All images by id, in ordinal order.</summary>
    public IReadOnlyCollection<FakeImage> Images => byId.Values;

    /// <summary>Adds or keeps an image and points a normalised <c>repository:tag</c> to it, which it came with; that counts as no tagging.</summary>
    public void Add(FakeImage image, string fullReference)
    {
        Add(image);
        tags[fullReference] = image.Id;
    }

    /// <summary>Adds or keeps an image without a name.</summary>
    public void Add(FakeImage image) => byId[image.Id] = image;

    /// <summary>Points a normalised reference to an image that is here.</summary>
    public void Tag(FakeImage image, string fullReference, Instant now)
    {
        tags[fullReference] = image.Id;
        tagged[image.Id] = now;
    }

    /// <summary>When an image was last given a name; null for never.</summary>
    public Instant? LastTagged(string id) => tagged.TryGetValue(id, out var moment) ? moment : null;

    /// <summary>Takes a tag away; false if there is none.</summary>
    public bool Untag(string fullReference) => tags.Remove(fullReference);

    /// <summary>Forgets an image and every tag of it; nothing happens if it is not here.</summary>
    public void Remove(string id)
    {
        byId.Remove(id);
        tagged.Remove(id);
        foreach (var tag in TagsOf(id))
            tags.Remove(tag);
    }

    /// <summary>Images that were made of this one.</summary>
    public IEnumerable<FakeImage> ChildrenOf(string id) => byId.Values.Where(image => image.Parent == id);

    /// <summary>Bytes of an image; 0 for one that is not here.</summary>
    public long SizeOf(string id) => byId.TryGetValue(id, out var image) ? image.Size : 0;

    /// <summary>The tags of an image, in the order of their full forms, with registry.</summary>
    public IReadOnlyList<string> TagsOf(string id)
    {
        List<string> found = [];
        foreach (var (tag, owner) in tags)
        {
            if (owner == id)
                found.Add(tag);
        }

        if (found.Count > 1)
            found.Sort((left, right) => string.CompareOrdinal(ImageReference.Parse(left).Canonical, ImageReference.Parse(right).Canonical));
        return found;
    }

    /// <summary>What a tag points to.</summary>
    public bool TryFindTag(string fullReference, [NotNullWhen(true)] out FakeImage? image)
    {
        image = null;
        return tags.TryGetValue(fullReference, out var id) && byId.TryGetValue(id, out image);
    }

    /// <summary>
    /// Finds an image as clients name it: reference with or without tag or digest, id, or unique prefix of an id with or
    /// without <c>sha256:</c>. <paramref name="byReference"/> tells that a name, not an id, was meant.
    /// </summary>
    public FakeImage? Find(string asked, out bool byReference)
    {
        byReference = false;
        // Most say all of it, or all but the default tag.
        if (tags.TryGetValue(asked, out var tagged) || tags.TryGetValue(asked + ":latest", out tagged))
        {
            byReference = true;
            return byId[tagged];
        }

        if (DaemonReference.TryRead(asked, out var reference, out _))
        {
            byReference = true;
            if (reference.Digest is { } digest)
                return FindDigest(reference.Repository, digest);
            if (TryFindTag(reference.Full(), out var image))
                return image;
        }

        var byPrefix = FindId(asked);
        if (byPrefix is not null)
            byReference = false;
        return byPrefix;
    }

    private FakeImage? FindDigest(string repository, string digest)
    {
        foreach (var image in byId.Values)
        {
            if (image.Id == digest)
                return image;
            if (image.Digest != digest)
                continue;
            foreach (var tag in TagsOf(image.Id))
            {
                if (tag.StartsWith(repository, StringComparison.Ordinal) && tag[repository.Length] is ':' or '@')
                    return image;
            }
        }

        return null;
    }

    private FakeImage? FindId(string asked)
    {
        var digits = asked.StartsWith("sha256:", StringComparison.Ordinal) ? asked.AsSpan(7) : asked;
        if (digits.Length is 0 or > 64 || digits.ContainsAnyExcept("0123456789abcdef"))
            return null;
        FakeImage? found = null;
        foreach (var image in byId.Values)
        {
            if (!image.Id.AsSpan(7).StartsWith(digits, StringComparison.Ordinal))
                continue;
            if (found is not null)
                return null;
            found = image;
        }

        return found;
    }
}
