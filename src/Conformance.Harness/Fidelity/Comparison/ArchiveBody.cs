using System.Formats.Tar;
using System.Text.Json.Nodes;

namespace Conformance.Harness.Fidelity;

/// <summary>An answer that is an archive, as it is compared: its entries, without times and owners.</summary>
internal static class ArchiveBody
{
    /// <summary>The header in which a daemon says what is at a path.</summary>
    public const string StatHeader = "x-docker-container-path-stat";

    /// <summary>Its entries; null for what is no archive.</summary>
    public static JsonArray? Read(byte[] bytes)
    {
        try
        {
            var entries = new JsonArray();
            using var reader = new TarReader(new MemoryStream(bytes));
            while (reader.GetNextEntry() is { } entry)
                entries.Add(new JsonObject { ["name"] = entry.Name, ["type"] = entry.EntryType.ToString(), ["mode"] = (int)entry.Mode, ["length"] = entry.Length });
            return entries;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Its entries by their names, whatever their order; null for what is no archive. Without programs: they are the host's busybox.</summary>
    public static JsonObject? ReadByName(byte[] bytes) => Read(bytes) is not { } entries
        ? null
        : new JsonObject(entries.Select(entry => (Name: entry!["name"]!.ToString(), entry)).Where(entry => !IsProgram(entry.Name)).DistinctBy(entry => entry.Name)
            .Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)entry.entry!.DeepClone())));

    private static bool IsProgram(string name) => !name.EndsWith('/') && name.Split('/') is [.., "bin" or "sbin", _];

    /// <summary>What the header says, without its time.</summary>
    public static JsonNode? ReadStat(string header)
    {
        var stat = JsonNode.Parse(Convert.FromBase64String(header));
        (stat as JsonObject)?.Remove("mtime");
        return stat;
    }
}
