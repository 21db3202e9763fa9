namespace Conformance.Docker;

/// <summary>An image reference as people write it, split where Docker splits it.</summary>
/// <param name="Repository">Registry (with its port) and name; never empty.</param>
/// <param name="Tag">What follows the colon after the last slash; null for none.</param>
/// <param name="Digest">What follows the at sign, such as <c>sha256:...</c>; null for none.</param>
public sealed record ImageReference(string Repository, string? Tag = null, string? Digest = null)
{
    /// <summary>The tag that a reference without one means.</summary>
    public const string DefaultTag = "latest";

    /// <summary>The registry that a reference without one means.</summary>
    public const string DefaultRegistry = "docker.io";

    private const string OldDefaultRegistry = "index.docker.io";
    private const string DefaultFolder = "library";

    /// <summary>
    /// Splits a reference; nothing is checked, the daemon judges it. A colon before the last slash belongs to a registry's port:
    /// <c>host:5000/name</c> has no tag.
    /// </summary>
    public static ImageReference Parse(string text)
    {
        var at = text.IndexOf('@');
        var name = at < 0 ? text : text[..at];
        var digest = at < 0 ? null : text[(at + 1)..];
        var colon = name.IndexOf(':', name.LastIndexOf('/') + 1);
        return colon < 0
            ? new ImageReference(name, null, digest)
            : new ImageReference(name[..colon], name[(colon + 1)..], digest);
    }

    /// <summary>The same with <c>:latest</c> if it has neither tag nor digest.</summary>
    public ImageReference WithDefaultTag() => Tag is null && Digest is null ? this with { Tag = DefaultTag } : this;

    /// <summary>What a pull asks for: the digest if there is one, else the tag.</summary>
    public string? Version => Digest ?? Tag;

    /// <summary>
    /// The registry meant: the first part if it has a point or a colon or is <c>localhost</c>, else <c>docker.io</c>.
    /// </summary>
    public string Registry => Split().Registry;

    /// <summary>The repository without its registry.</summary>
    public string Path => Split().Name;

    /// <summary>The short form in which a daemon stores and lists it: <c>docker.io/library/busybox</c> is <c>busybox</c>.</summary>
    public ImageReference Familiar()
    {
        var (registry, name) = Split();
        if (registry != DefaultRegistry)
            return this;
        var isOfficial = name.StartsWith(DefaultFolder + "/", StringComparison.Ordinal) && name.LastIndexOf('/') == DefaultFolder.Length;
        return this with { Repository = isOfficial ? name[(DefaultFolder.Length + 1)..] : name };
    }

    /// <summary>The long form, with registry, by which a daemon sorts: <c>busybox</c> is <c>docker.io/library/busybox</c>.</summary>
    public string Canonical
    {
        get
        {
            var (registry, name) = Split();
            var isOfficial = registry == DefaultRegistry && !name.Contains('/');
            return (this with { Repository = $"{registry}/{(isOfficial ? DefaultFolder + "/" : "")}{name}" }).ToString();
        }
    }

    /// <summary>As it is written.</summary>
    public override string ToString() => Repository + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    private (string Registry, string Name) Split()
    {
        var slash = Repository.IndexOf('/');
        var first = slash < 0 ? "" : Repository[..slash];
        if (!first.Contains('.') && !first.Contains(':') && first != "localhost")
            return (DefaultRegistry, Repository);
        return (first == OldDefaultRegistry ? DefaultRegistry : first, Repository[(slash + 1)..]);
    }
}
