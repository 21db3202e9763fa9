using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>Filters of an image list, checked when they are read.</summary>
internal sealed class ImageFilter
{
    private readonly ImageStore images;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> values;
    private readonly bool? isDangling;
    private readonly Instant? before;
    private readonly Instant? since;

    /// <summary>Throws the daemon's 400 or 404 for a bad filter.</summary>
    public ImageFilter(ImageStore images, EngineFilters? filters)
    {
        (this.images, values) = (images, (filters ?? EngineFilters.None).Values);
        foreach (var key in values.Keys)
        {
            if (key is not ("reference" or "dangling" or "label" or "before" or "since"))
                throw EngineErrors.InvalidFilter(key);
        }

        isDangling = values.GetValueOrDefault("dangling") switch
        {
            null or { Count: 0 } => null,
            ["true"] => true,
            ["false"] => false,
            var words => throw EngineErrors.InvalidFilter($"dangling=[{string.Join(' ', words)}]"),
        };
        before = Created("before");
        since = Created("since");
    }

    /// <summary>Whether an image satisfies every key.</summary>
    public bool Accepts(FakeImage image)
    {
        var tags = images.TagsOf(image.Id);
        if (isDangling is { } dangling && dangling != (tags.Count == 0))
            return false;
        if (image.Created >= before || image.Created <= since)
            return false;
        return (!HasReferences || TagsOf(image).Count > 0) && LabelFilter.Accepts(values.GetValueOrDefault("label") ?? [], image.Config.Labels);
    }

    /// <summary>The names of an image that a list shows: those that were asked for.</summary>
    public IReadOnlyList<string> TagsOf(FakeImage image)
    {
        var tags = images.TagsOf(image.Id);
        return HasReferences ? [.. tags.Where(tag => values["reference"].Any(reference => Matches(tag, reference)))] : tags;
    }

    private bool HasReferences => values.GetValueOrDefault("reference") is { Count: > 0 };

    private Instant? Created(string key)
    {
        if (values.GetValueOrDefault(key) is not { Count: > 0 } words)
            return null;
        return (images.Find(words[0], out _) ?? throw ImageOperations.Missing(words[0])).Created;
    }

    // A pattern of Go's path.Match, against the name with and without its tag: a star does not stand for a slash.
    private static bool Matches(string tag, string pattern)
    {
        var name = tag[..tag.LastIndexOf(':')];
        return PathPattern.IsMatch(pattern, tag) || PathPattern.IsMatch(pattern, name)
            || (DaemonReference.TryRead(pattern, out var reference, out _) && (tag == reference.ToString() || name == reference.ToString()));
    }
}
