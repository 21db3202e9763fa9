using System.Text;
using System.Text.Json;
using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>
/// A fetched <c>.dockercfg</c>, by which tasks of Mesos 0.20 bring credentials, also as <c>.docker/config.json</c>: docker
/// programs from 23.0 on read nothing else.
/// </summary>
internal static class DockerConfig
{
    /// <summary>Writes the new form if there is only the old one. Throws <see cref="StageFailure"/>.</summary>
    public static async Task Complete(string sandbox, IDisk disk)
    {
        try
        {
            var path = sandbox + "/.docker/config.json";
            if (await disk.Look(path) is not null || await disk.Read(sandbox + "/.dockercfg") is not { } old || !IsObject(old))
                return;
            await disk.Write(path, Encoding.UTF8.GetBytes("{\"auths\":" + Encoding.UTF8.GetString(old) + "}"));
        }
        catch (IOException exception)
        {
            throw new StageFailure($"Failed to fetch: the credentials cannot be written: {exception.Message}");
        }
    }

    /// <summary>What is no JSON counts as no credentials, as it does for docker.</summary>
    private static bool IsObject(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
