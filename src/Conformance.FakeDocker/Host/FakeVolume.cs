using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>A volume of the installation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Labels">Labels; null for none.</param>
/// <param name="Options">Of its driver; null for none.</param>
internal sealed record FakeVolume(
    string Name, Instant Created, IReadOnlyDictionary<string, string>? Labels = null, IReadOnlyDictionary<string, string>? Options = null)
{
    /// <summary>Where volumes lie on the host.</summary>
    public const string Folder = "/var/lib/docker/volumes/";

    /// <summary>Where one lies.</summary>
    public static string PathOf(string name) => Folder + name + "/_data";
}
