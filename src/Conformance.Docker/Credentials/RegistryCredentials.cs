using System.Text;
using System.Text.Json;
using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>
/// Finds what the docker program would find in its HOME: <c>.docker/config.json</c>, else the old <c>.dockercfg</c>, which
/// Mesos has fetched into a sandbox. A file that cannot be read counts as none, as it does there.
/// </summary>
/// <param name="disk">The disk.</param>
/// <param name="home">HOME.</param>
/// <param name="knowsOldFile">Whether <c>.dockercfg</c> is read: docker programs do so until 20.10.</param>
public sealed class RegistryCredentials(IDisk disk, string home, bool knowsOldFile = true)
{
    // The default registry goes by the address of its first version.
    private const string DefaultRegistry = "docker.io";
    private const string DefaultRegistryAddress = "https://index.docker.io/v1/";

    /// <summary>The value of <c>X-Registry-Auth</c> for a registry; null for none.</summary>
    public async Task<string?> Find(string registry)
    {
        var entries = await Entries();
        foreach (var (address, entry) in entries)
        {
            if (HostOf(address) == registry && entry.Auth is { Length: > 0 } auth)
                return Encode(auth, address);
        }

        return null;
    }

    private async Task<IReadOnlyDictionary<string, CredentialEntry>> Entries()
    {
        try
        {
            if (await disk.Read(home + "/.docker/config.json") is { } file)
                return JsonSerializer.Deserialize(file, CredentialJson.Default.CredentialFile)?.Auths ?? [];
            if (knowsOldFile && await disk.Read(home + "/.dockercfg") is { } old)
                return JsonSerializer.Deserialize(old, CredentialJson.Default.DictionaryStringCredentialEntry) ?? [];
        }
        catch (JsonException)
        {
            // As none.
        }

        return new Dictionary<string, CredentialEntry>();
    }

    private static string HostOf(string address)
    {
        if (address == DefaultRegistryAddress)
            return DefaultRegistry;
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? address : address[(scheme + 3)..];
        var slash = rest.IndexOf('/');
        return slash < 0 ? rest : rest[..slash];
    }

    private static string? Encode(string auth, string address)
    {
        var buffer = new byte[auth.Length];
        if (!Convert.TryFromBase64String(auth, buffer, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(buffer, 0, length);
        var colon = pair.IndexOf(':');
        if (colon < 0)
            return null;
        var header = new RegistryAuth(pair[..colon], pair[(colon + 1)..].TrimEnd('\0'), address);
        // Go's URL alphabet, with padding.
        return Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(header, CredentialJson.Default.RegistryAuth)).Replace('+', '-').Replace('/', '_');
    }
}
