using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary>A user of simulated images, which all have the users of busybox. Rights of files are not simulated.</summary>
/// <param name="Uid">Number.</param>
/// <param name="Name">Name; null for a number that no user has.</param>
/// <param name="Gid">Number of the group.</param>
internal sealed record ContainerUser(int Uid, string? Name, int Gid)
{
    /// <summary>The usual one.</summary>
    public static ContainerUser Root { get; } = new(0, "root", 0);

    private static readonly ContainerUser[] Known =
    [
        Root, new(1, "daemon", 1), new(2, "bin", 2), new(3, "sys", 3), new(4, "sync", 65534), new(8, "mail", 8), new(33, "www-data", 33),
        new(37, "operator", 37), new(65534, "nobody", 65534),
    ];

    /// <summary>Name of its group; null for a number that no group has.</summary>
    public string? Group => Gid == 65534 ? "nogroup" : Array.Find(Known, user => user.Gid == Gid)?.Name;

    /// <summary>The user of <c>name</c>, <c>number</c>, each perhaps with <c>:group</c>; empty is root, null is answered for a name that nobody has.</summary>
    public static ContainerUser? Find(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        var user = name.Length == 0 ? Root
            : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var uid) ? Array.Find(Known, known => known.Uid == uid) ?? new(uid, null, 0)
            : Array.Find(Known, known => known.Name == name);
        if (colon < 0 || user is null)
            return user;
        var group = text[(colon + 1)..];
        return int.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var gid) ? user with { Gid = gid }
            : group == "nogroup" ? user with { Gid = 65534 }
            : user with { Gid = Array.Find(Known, known => known.Name == group)?.Gid ?? user.Gid };
    }
}
