namespace Conformance.Containerizer;

/// <summary>Finds out what to pull (section 3.6 of Mesos' behaviour: MESOS-1724).</summary>
public static class ImageReference
{
    private const string DefaultTag = ":latest";

    /// <summary>
    /// The image with a tag or digest, so that a pull never fetches every tag of a repository. By <see cref="ImageTagRule.LastPart"/>
    /// a colon counts only after the last slash, and a digest is kept; by <see cref="ImageTagRule.AnyColon"/> more than one
    /// colon is a failure, as in Mesos 0.20.0.
    /// </summary>
    public static string WithTag(string image, ImageTagRule rule)
    {
        if (rule == ImageTagRule.AnyColon)
        {
            return image.Count(':') switch
            {
                0 => image + DefaultTag,
                1 => image,
                _ => throw new StageFailure($"Not expecting multiple ':' in image: {image}"),
            };
        }

        return image.Contains('@') || image.AsSpan(image.LastIndexOf('/') + 1).Contains(':') ? image : image + DefaultTag;
    }

    private static int Count(this string text, char wanted)
    {
        var count = 0;
        foreach (var character in text)
            count += character == wanted ? 1 : 0;
        return count;
    }
}
