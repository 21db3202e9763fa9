using System.Diagnostics.CodeAnalysis;

namespace Conformance.FakeDocker;

/// <summary>
/// A normalised image reference. <c>busybox</c>, <c>library/busybox</c>, <c>docker.io/library/busybox</c> and
/// <c>index.docker.io/library/busybox</c> are one repository, kept in its short form; a first part with a dot, a colon
/// or equal to <c>localhost</c> is a registry.
/// </summary>
/// <param name="Repository">Short form, such as <c>busybox</c> or <c>127.0.0.1:5001/t/big</c>.</param>
/// <param name="Tag">Tag; null when there is none or a digest is given.</param>
/// <param name="Digest">Such as <c>sha256:...</c>; null for none.</param>
public sealed record ImageReference(string Repository, string? Tag, string? Digest)
{
    private const string BadFormat = "invalid reference format";

    /// <summary>With its digest or tag (<c>latest</c> when neither was given).</summary>
    public string Full => Digest is not null ? Repository + "@" + Digest : Repository + ":" + (Tag ?? "latest");

    /// <summary>The registry's part of the repository, or null for the default registry.</summary>
    public string? Registry => HasRegistry(Repository, out var slash) ? Repository[..slash] : null;

    /// <summary>Reads a reference. On failure <paramref name="error"/> has the daemon's words.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? error)
    {
        reference = null;
        var name = text;
        string? digest = null;
        string? tag = null;
        var at = name.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            digest = name[(at + 1)..];
            name = name[..at];
        }

        var colon = name.LastIndexOf(':');
        if (colon >= 0 && name.IndexOf('/', colon) < 0)
        {
            tag = name[(colon + 1)..];
            name = name[..colon];
        }

        name = Shorten(name);
        error = Fault(name, tag, digest);
        if (error is null)
            reference = new ImageReference(name, digest is null ? tag : null, digest);
        return error is null;
    }

    private static string Shorten(string name)
    {
        if (name.StartsWith("index.docker.io/", StringComparison.Ordinal))
            name = name["index.docker.io/".Length..];
        else if (name.StartsWith("docker.io/", StringComparison.Ordinal))
            name = name["docker.io/".Length..];
        return name.StartsWith("library/", StringComparison.Ordinal) && name.IndexOf('/', "library/".Length) < 0
            ? name["library/".Length..]
            : name;
    }

    private static string? Fault(string name, string? tag, string? digest)
    {
        if (digest is not null && !IsDigest(digest))
            return BadFormat;
        if (tag is not null && !IsTag(tag))
            return BadFormat;
        var path = HasRegistry(name, out var slash) ? name.AsSpan(slash + 1) : name.AsSpan();
        if (path.Length == 0)
            return BadFormat;
        var hasUpper = false;
        var isAfterSeparator = true;
        foreach (var character in path)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                hasUpper |= char.IsAsciiLetterUpper(character);
                isAfterSeparator = false;
            }
            else if (character is '/' or '.' or '_' or '-' && (!isAfterSeparator || character is '_' or '-'))
            {
                isAfterSeparator = true;
            }
            else
            {
                return BadFormat;
            }
        }

        if (isAfterSeparator)
            return BadFormat;
        return hasUpper ? BadFormat + ": repository name must be lowercase" : null;
    }

    /// <summary>Whether a text can be a tag: letters, digits, <c>_.-</c>, at most 128, not starting with a dot or hyphen.</summary>
    public static bool IsTag(string tag)
    {
        if (tag.Length is 0 or > 128 || tag[0] is '.' or '-')
            return false;
        foreach (var character in tag)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '.' or '-'))
                return false;
        }

        return true;
    }

    private static bool IsDigest(string digest)
    {
        if (digest.Length != 71 || !digest.StartsWith("sha256:", StringComparison.Ordinal))
            return false;
        for (var place = 7; place < digest.Length; place++)
        {
            if (!char.IsAsciiHexDigitLower(digest[place]))
                return false;
        }

        return true;
    }

    private static bool HasRegistry(string name, out int slash)
    {
        slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0)
            return false;
        var first = name.AsSpan(0, slash);
        return first.Contains('.') || first.Contains(':') || first is "localhost";
    }
}
