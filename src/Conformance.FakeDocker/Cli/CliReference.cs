using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>Image references as the program itself judges and writes them.</summary>
internal static class CliReference
{
    /// <summary>Throws <see cref="FormatException"/> with the program's words when it is none.</summary>
    public static void Check(string text)
    {
        if (DaemonReference.TryRead(text, out _, out var error))
            return;
        var name = ImageReference.Parse(text).Repository;
        throw new FormatException(error.Contains("must be lowercase", StringComparison.Ordinal)
            ? $"invalid reference format: repository name ({(name.Contains('/') ? name : "library/" + name)}) must be lowercase"
            : error);
    }

    /// <summary>In the short form with a tag, as in <c>Unable to find image</c>.</summary>
    public static string WithTag(string text) => ImageReference.Parse(text).WithDefaultTag().Familiar().ToString();

    /// <summary>With registry, folder and tag: the last line of a pull.</summary>
    public static string Canonical(string text)
    {
        var reference = ImageReference.Parse(text).WithDefaultTag().Familiar();
        if (reference.Registry != ImageReference.DefaultRegistry)
            return reference.ToString();
        var folder = reference.Repository.Contains('/') ? "" : "library/";
        return $"{ImageReference.DefaultRegistry}/{folder}{reference}";
    }
}
