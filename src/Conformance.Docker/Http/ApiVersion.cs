using System.Globalization;

namespace Conformance.Docker;

/// <summary>A version of the Engine API.</summary>
/// <param name="Major">Always 1 so far.</param>
/// <param name="Minor">Counted up with Docker's releases: 24 is Docker 1.12, 41 is Docker 20.10.</param>
public readonly record struct ApiVersion(int Major, int Minor) : IComparable<ApiVersion>
{
    /// <summary>Header of every answer that names the daemon's newest version.</summary>
    public const string Header = "Api-Version";

    /// <summary>The oldest that is spoken: before it errors were plain text and start had a body.</summary>
    public static ApiVersion Oldest { get; } = new(1, 24);

    /// <summary>The newest whose answers are known to be read right. Daemons up to Docker 29 still take it.</summary>
    public static ApiVersion Newest { get; } = new(1, 44);

    /// <summary>What stands before a path, such as <c>/v1.41</c>.</summary>
    public string PathPrefix => string.Create(CultureInfo.InvariantCulture, $"/v{Major}.{Minor}");

    /// <summary>
    /// The version to speak with a daemon that says <paramref name="said"/>. One that says nothing, or nothing readable, gets
    /// the oldest, as Docker's own program does it. Throws for one that is too old.
    /// </summary>
    public static ApiVersion Negotiate(string? said)
    {
        var theirs = Parse(said) ?? Oldest;
        if (theirs.CompareTo(Oldest) < 0)
            throw new DockerException(DockerFailure.Unreadable, $"the Docker daemon is too old: it speaks API {said}, at least {Oldest} is needed");
        return theirs.CompareTo(Newest) > 0 ? Newest : theirs;
    }

    /// <summary>Reads <c>1.41</c>; null if it is not of that form.</summary>
    public static ApiVersion? Parse(string? text)
    {
        var parts = (text ?? "").Split('.');
        return parts.Length == 2 && Number(parts[0]) is { } major && Number(parts[1]) is { } minor ? new ApiVersion(major, minor) : null;
    }

    /// <inheritdoc/>
    public int CompareTo(ApiVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
