using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>How the daemon reads image references: strictly, into the short form in which it stores them.</summary>
internal static partial class DaemonReference
{
    private const string BadFormat = "invalid reference format";

    /// <summary>
    /// Reads a reference into its short form; a digest makes a tag meaningless. On failure <paramref name="error"/> has the
    /// daemon's words.
    /// </summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out ImageReference? reference, [NotNullWhen(false)] out string? error)
    {
        var read = ImageReference.Parse(text).Familiar();
        error = Fault(text, read);
        reference = error is not null ? null : read.Digest is null ? read : read with { Tag = null };
        return error is null;
    }

    /// <summary>With its digest or tag, <c>latest</c> when neither was given: the key of stores and registries.</summary>
    public static string Full(this ImageReference reference) => reference.WithDefaultTag().ToString();

    private static string? Fault(string text, ImageReference read)
    {
        if (read.Tag is { } tag && !IsTag(tag) || read.Digest is { } digest && !Digest().IsMatch(digest))
            return BadFormat;
        if (Identifier().IsMatch(text))
            return $"invalid repository name ({text}), cannot specify 64-byte hexadecimal strings";
        if (Path().IsMatch(read.Path))
            return null;
        return Path().IsMatch(read.Path.ToLowerInvariant()) ? BadFormat + ": repository name must be lowercase" : BadFormat;
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

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*\z")]
    private static partial Regex Path();

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z")]
    private static partial Regex Digest();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Identifier();
}
