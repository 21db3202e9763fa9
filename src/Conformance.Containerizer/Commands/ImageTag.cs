using Conformance.Docker;

namespace Conformance.Containerizer;

/// <summary>Finds out what to pull (Mesos' way in section 3.6 of its behaviour; MESOS-1724).</summary>
public static class ImageTag
{
    private const string DefaultTag = ":latest";

    /// <summary>
    /// The image with a tag or digest, so that a pull never fetches every tag of a repository. By <see cref="ImageTagRule.LastPart"/>
    /// a colon counts only after the last slash, and a digest is kept; by <see cref="ImageTagRule.AnyColon"/> more than one
    /// colon is a <see cref="StageFailure"/>, as in Mesos 0.20.0.
    /// </summary>
    public static string Complete(string image, ImageTagRule rule)
    {
        if (rule == ImageTagRule.LastPart)
            return ImageReference.Parse(image).WithDefaultTag().ToString();
        var first = image.IndexOf(':');
        return first < 0 ? image + DefaultTag
            : first == image.LastIndexOf(':') ? image
            : throw new StageFailure($"Not expecting multiple ':' in image: {image}");
    }
}
