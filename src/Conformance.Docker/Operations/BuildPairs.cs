using System.Text.Json;

namespace Conformance.Docker;

/// <summary>Names and values in the query of a build.</summary>
internal static class BuildPairs
{
    /// <summary>As JSON; null for none.</summary>
    public static string? Write(IReadOnlyDictionary<string, string> pairs) =>
        pairs.Count > 0 ? JsonSerializer.Serialize(pairs.ToDictionary(), EngineJson.Wire.DictionaryStringString) : null;

    /// <summary>The pairs; none for null. The program sends null for an argument without a value, which takes none. Throws the daemon's 400.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? json)
    {
        try
        {
            var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (key, value) in JsonSerializer.Deserialize(json ?? "{}", EngineJson.Wire.DictionaryStringString) ?? [])
            {
                if (value is not null)
                    pairs[key] = value;
            }

            return pairs;
        }
        catch (JsonException)
        {
            throw DockerException.Answered(400, "error reading build args: invalid character");
        }
    }
}
