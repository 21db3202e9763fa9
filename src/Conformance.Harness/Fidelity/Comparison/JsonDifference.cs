using System.Text.Json.Nodes;

namespace Conformance.Harness.Fidelity;

/// <summary>In what two JSON values differ, one line a place.</summary>
public static class JsonDifference
{
    private const int LongestShown = 200;

    /// <summary>All differences; none for equal values. The order of members does not count.</summary>
    public static IEnumerable<string> Between(JsonNode? real, JsonNode? fake) => Between(real, fake, "$");

    private static IEnumerable<string> Between(JsonNode? real, JsonNode? fake, string path)
    {
        switch (real, fake)
        {
            case (JsonObject left, JsonObject right):
                foreach (var key in left.Select(member => member.Key).Union(right.Select(member => member.Key)).Order(StringComparer.Ordinal))
                {
                    if (!left.ContainsKey(key))
                        yield return $"{path}.{key}: only the fake has it: {Show(right[key])}";
                    else if (!right.ContainsKey(key))
                        yield return $"{path}.{key}: the fake lacks it: {Show(left[key])}";
                    else
                        foreach (var difference in Between(left[key], right[key], $"{path}.{key}"))
                            yield return difference;
                }

                break;
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                for (var index = 0; index < left.Count; index++)
                {
                    foreach (var difference in Between(left[index], right[index], FormattableString.Invariant($"{path}[{index}]")))
                        yield return difference;
                }

                break;
            default:
                if (!JsonNode.DeepEquals(real, fake))
                    yield return $"{path}: {Show(real)}, fake {Show(fake)}";
                break;
        }
    }

    private static string Show(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        return text.Length > LongestShown ? text[..LongestShown] + "..." : text;
    }
}
