using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Conformance.Tests.FakeDocker.Cli;

/// <summary>A request as a transcript has it: method, path without the version, the query's pairs in order, what its body says.</summary>
internal static partial class SentRequest
{
    /// <summary>One line.</summary>
    public static string Line(string method, string target, ReadOnlySpan<byte> body)
    {
        var mark = target.IndexOf('?');
        var path = Version().Replace(mark < 0 ? target : target[..mark], "");
        var query = mark < 0 ? "" : "?" + string.Join('&', target[(mark + 1)..].Split('&').Order(StringComparer.Ordinal));
        // That it is alive is asked in two ways.
        return $"{(path == "/_ping" ? "HEAD" : method)} {path}{query} {Body(body)}".TrimEnd();
    }

    private static string Body(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return "";
        if (body[0] != '{')
            return Encoding.UTF8.GetString(body).Trim() == "null" ? "" : "(bytes)";
        return Said(JsonNode.Parse(Encoding.UTF8.GetString(body)))?.ToJsonString() ?? "";
    }

    /// <summary>Only what is said: the program sends every member of its structures, most of them empty, and variables in any order.</summary>
    private static JsonNode? Said(JsonNode? node, string key = "")
    {
        switch (node)
        {
            case JsonObject members:
                var said = members.Select(member => new KeyValuePair<string, JsonNode?>(member.Key, Said(member.Value, member.Key)))
                    .Where(member => member.Value is not null && !IsUsual(member)).OrderBy(member => member.Key, StringComparer.Ordinal);
                return new JsonObject(said) is { Count: > 0 } rest ? rest : null;
            case JsonArray { Count: 0 }:
                return null;
            case JsonArray list:
                return new JsonArray([.. list.Select(item => item?.DeepClone()).OrderBy(item => key == "Env" ? item?.ToJsonString() : "", StringComparer.Ordinal)]);
            default:
                return node is null || node.ToJsonString() is "false" or "0" or "\"\"" ? null : node.DeepClone();
        }
    }

    private static bool IsUsual(KeyValuePair<string, JsonNode?> member) => (member.Key, member.Value!.ToJsonString()) is ("MemorySwappiness", "-1") or ("ConsoleSize", "[0,0]");

    [GeneratedRegex("^/v[0-9.]+(?=/)")]
    private static partial Regex Version();
}
