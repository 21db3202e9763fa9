using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// Takes out of the answers of one daemon what is another on every daemon and in every run: times, sizes, pids, paths, addresses. Ids
/// become the number of their first appearance, so that a wrong one is still told from the right one. Not to be shared between daemons.
/// </summary>
public sealed partial class AnswerNormaliser
{
    private const int ShortIdDigits = 12;
    private static readonly string[] Counts = ["Created", "Pid", "Size", "VirtualSize", "SizeRootFs", "SizeRw", "SharedSize", "LayersSize", "SpaceReclaimed", "time", "timeNano", "IPPrefixLen"];

    // What a fake host cannot have in common with this one.
    private static readonly string[] OfTheHost = ["Subnet", "Gateway", "IPAddress", "MacAddress", "IPv4Address"];

    // Lists that a daemon reads out of maps without an order.
    private static readonly string[] Unordered = ["Volumes", "Mounts", "ContainersDeleted", "VolumesDeleted", "NetworksDeleted", "ImagesDeleted", "ExecIDs"];

    // Columns of ps that say something of the host's processes.
    private static readonly string[] ColumnsOfTheHost = ["PID", "PPID", "C", "STIME", "TIME", "START", "%CPU", "%MEM", "VSZ", "RSS", "STAT"];

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);

    /// <summary>The body's values, one a line.</summary>
    public JsonNode Normalise(ApiAnswer answer) => new JsonArray([.. answer.Lines.Select(line => Normalise(line, ""))]);

    /// <summary>A text of a daemon.</summary>
    public string Normalise(string text)
    {
        text = FullId().Replace(text, match => FormattableString.Invariant($"<id {Number(match.Value)}>"));
        text = ShortId().Replace(text, match => FormattableString.Invariant($"<short id {NumberOfShort(match.Value)}>"));
        text = Time().Replace(text, match => match.Value.StartsWith("0001", StringComparison.Ordinal) ? match.Value : "<time>");
        text = Since().Replace(text, "<duration>");
        text = DataRoot().Replace(text, "/var/lib/docker");
        text = ExecRoot().Replace(text, "/var/run/docker");
        text = Import().Replace(text, "docker-import-<n>");
        text = Distribution().Replace(text, "");
        return NameServer().Replace(text, "");
    }

    /// <summary>A value of an answer.</summary>
    /// <param name="node">The value.</param>
    /// <param name="key">The member that holds it; empty for the outermost.</param>
    public JsonNode? Normalise(JsonNode? node, string key) => node switch
    {
        JsonObject table when table["Titles"] is JsonArray titles && table["Processes"] is JsonArray processes => Processes(titles, processes),
        JsonObject members => Members(members),
        JsonArray list => new JsonArray([.. Ordered(list, key).Select(item => Normalise(item, key))]),
        JsonValue value when value.TryGetValue<string>(out var text) => Array.IndexOf(OfTheHost, key) >= 0 && text.Length > 0 ? "<host>" : Normalise(text),
        JsonValue value when Array.IndexOf(Counts, key) >= 0 => value.TryGetValue<long>(out var number) && number != 0 ? "<number>" : 0,
        _ => node?.DeepClone(),
    };

    // By their normal names: a map of ids comes in the order of the ids.
    private JsonObject Members(JsonObject members) =>
        new(members.Select(member => (Name: Normalise(member.Key), member)).OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Name, Normalise(entry.member.Value, entry.member.Key))));

    // By name where there is one: ids, by which maps are ordered, differ. Images that were made in one second come in any order.
    private IEnumerable<JsonNode?> Ordered(JsonArray list, string key)
    {
        var isOutermost = key.Length == 0;
        if (isOutermost && HasAll(list, "RepoTags"))
            return list.OrderBy(image => $"{image!["RepoTags"]} {image["Labels"]} {NormalOf(image["Id"])}", StringComparer.Ordinal);
        // A walk through a map of folders.
        if (isOutermost && list.Count > 0 && HasAll(list, "Kind"))
            return list.OrderBy(change => $"{change!["Path"]}", StringComparer.Ordinal);
        return Array.IndexOf(Unordered, key) >= 0 || (isOutermost && HasAll(list, "Driver"))
            ? list.OrderBy(item => item is JsonObject entry ? $"{entry["Destination"] ?? NormalOf(entry["Name"])} {entry["Created"]}" : NormalOf(item), StringComparer.Ordinal)
            : list;
    }

    private string NormalOf(JsonNode? item) => item is JsonValue value && value.TryGetValue<string>(out var text) ? Normalise(text) : "";

    private static bool HasAll(JsonArray list, string member) => list.All(item => item is JsonObject entry && entry.ContainsKey(member));

    private JsonObject Processes(JsonArray titles, JsonArray rows) => new()
    {
        ["Titles"] = titles.DeepClone(),
        ["Processes"] = new JsonArray([.. rows.OfType<JsonArray>().Select(row => new JsonArray(
            [.. row.Select((cell, column) => column < titles.Count && Array.IndexOf(ColumnsOfTheHost, titles[column]!.ToString()) >= 0 ? "<host>" : Normalise(cell, ""))]))]),
    };

    private int Number(string id) => ids.TryGetValue(id, out var known) ? known : ids[id] = ids.Count + 1;

    private string NumberOfShort(string digits) =>
        ids.Where(id => id.Key.StartsWith(digits, StringComparison.Ordinal)).Select(id => id.Value.ToString(CultureInfo.InvariantCulture)).FirstOrDefault("unknown");

    [GeneratedRegex(@"\b[0-9a-f]{64}\b")]
    private static partial Regex FullId();

    [GeneratedRegex(@"\b[0-9a-f]{12}\b")]
    private static partial Regex ShortId();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[\d:.]+Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"(?<=^Up |^Restarting \(\d+\) |^Exited \(\d+\) )(Less than a second|\d+ seconds?|About a minute|\d+ minutes)")]
    private static partial Regex Since();

    [GeneratedRegex(@"/[^\s"":]*/data(?=/)")]
    private static partial Regex DataRoot();

    [GeneratedRegex(@"/[^\s"":]*/exec(?=/)")]
    private static partial Regex ExecRoot();

    [GeneratedRegex(@"docker-import-\d+")]
    private static partial Regex Import();

    // Debian's daemon says whose build it is.
    [GeneratedRegex(@"(?<=\b\d+\.\d+\.\d+)\+dfsg\d+\b")]
    private static partial Regex Distribution();

    [GeneratedRegex(@" on [\d.]+:53")]
    private static partial Regex NameServer();
}
