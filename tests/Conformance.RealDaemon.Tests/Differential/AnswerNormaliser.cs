using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Conformance.Tests.Gateway;

namespace Conformance.RealDaemon.Tests;

/// <summary>Takes out of an answer what is another on every daemon and in every run: ids, times, sizes, paths, addresses.</summary>
internal sealed partial class AnswerNormaliser
{
    private static readonly string[] Counts = ["Created", "Pid", "Size", "VirtualSize", "SizeRootFs", "SpaceReclaimed", "time", "timeNano"];

    // What a fake host cannot have in common with this one.
    private static readonly string[] OfTheHost = ["Hostname", "Subnet", "Gateway", "IPAddress", "MacAddress", "IPv4Address"];

    /// <summary>The body's values, one a line.</summary>
    public JsonNode Normalise(ApiAnswer answer) => new JsonArray([.. answer.Lines.Select(line => Normalise(line, ""))]);

    private static JsonNode? Normalise(JsonNode? node, string key) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => new KeyValuePair<string, JsonNode?>(Word(member.Key), Normalise(member.Value, member.Key)))),
        JsonArray list => new JsonArray([.. list.Select(item => Normalise(item, key))]),
        JsonValue value when value.TryGetValue<string>(out var text) => Array.IndexOf(OfTheHost, key) >= 0 && text.Length > 0 ? "<host>" : Word(text),
        JsonValue value when Array.IndexOf(Counts, key) >= 0 => value.TryGetValue<long>(out var number) && number != 0 ? "<number>" : 0,
        _ => node?.DeepClone(),
    };

    private static string Word(string text)
    {
        text = FullId().Replace(text, "<id>");
        text = ShortId().Replace(text, "<short id>");
        text = Time().Replace(text, match => match.Value.StartsWith("0001", StringComparison.Ordinal) ? match.Value : "<time>");
        text = DataRoot().Replace(text, "/var/lib/docker");
        text = ExecRoot().Replace(text, "/var/run/docker");
        text = Import().Replace(text, "docker-import-<n>");
        text = Distribution().Replace(text, "");
        return NameServer().Replace(text, "");
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex FullId();

    [GeneratedRegex(@"\b[0-9a-f]{12}\b")]
    private static partial Regex ShortId();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[\d:.]+Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"/[^\s"":]*/data(?=/)")]
    private static partial Regex DataRoot();

    [GeneratedRegex(@"/[^\s"":]*/exec(?=/)")]
    private static partial Regex ExecRoot();

    [GeneratedRegex(@"docker-import-\d+")]
    private static partial Regex Import();

    // Debian's daemon says whose build it is.
    [GeneratedRegex(@"(?<=^\d+\.\d+\.\d+)\+dfsg\d+$")]
    private static partial Regex Distribution();

    [GeneratedRegex(@" on [\d.]+:53")]
    private static partial Regex NameServer();
}
