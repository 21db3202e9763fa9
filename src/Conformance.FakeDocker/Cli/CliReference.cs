namespace Conformance.FakeDocker;

/// <summary>Image references as the program itself judges and writes them.</summary>
internal static class CliReference
{
    /// <summary>Throws <see cref="FormatException"/> with the program's words when it is none.</summary>
    public static void Check(string text)
    {
        if (ImageReference.TryParse(text, out _, out var error))
            return;
        var name = Docker.ImageReference.Parse(text).Repository;
        throw new FormatException(error.Contains("must be lowercase", StringComparison.Ordinal)
            ? $"invalid reference format: repository name ({(name.Contains('/') ? name : "library/" + name)}) must be lowercase"
            : error);
    }

    /// <summary>In the short form with a tag, as in <c>Unable to find image</c>.</summary>
    public static string WithTag(string text) => Docker.ImageReference.Parse(text).WithDefaultTag().Familiar().ToString();

    /// <summary>With registry, folder and tag: the last line of a pull.</summary>
    public static string Canonical(string text)
    {
        var reference = Docker.ImageReference.Parse(text).WithDefaultTag().Familiar();
        if (reference.Registry != "docker.io")
            return reference.ToString();
        var folder = reference.Repository.Contains('/') ? "" : "library/";
        return $"docker.io/{folder}{reference}";
    }
}
