using System.Diagnostics.CodeAnalysis;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>How the daemon reads image references: strictly, into the short form in which it stores them.</summary>
internal static class DaemonReference
{
    private const string BadFormat = "invalid reference format";

    /// <summary>
    /// Reads a reference into its short form; a digest makes a tag meaningless. On failure <paramref name="error"/> has the
    /// daemon's words.
    /// </summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? error)
    {
        var read = ImageReference.Parse(text).Familiar();
        error = Fault(read.Path, read.Tag, read.Digest);
        reference = error is not null ? null : read.Digest is null ? read : read with { Tag = null };
        return error is null;
    }

    /// <summary>With its digest or tag, <c>latest</c> when neither was given: the key of stores and registries.</summary>
    public static string Full(this ImageReference reference) => reference.WithDefaultTag().ToString();

    private static string? Fault(ReadOnlySpan<char> path, string? tag, string? digest)
    {
        if (digest is not null && !IsDigest(digest))
            return BadFormat;
        if (tag is not null && !IsTag(tag))
            return BadFormat;
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
}
