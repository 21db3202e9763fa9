using System.Text.Json;

namespace Conformance.Docker;

/// <summary>Filters of a list or of events: key to accepted values. Values of one key are or-ed, except labels; keys are and-ed.</summary>
/// <param name="Values">Key to values.</param>
public sealed record EngineFilters(IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    /// <summary>No filter.</summary>
    public static EngineFilters None { get; } = new(new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>One key.</summary>
    public static EngineFilters Of(string key, params string[] values) =>
        new(new Dictionary<string, IReadOnlyList<string>> { [key] = values });

    /// <summary>As it stands in a query, in the form that lists the values: <c>{"label":["k=v"]}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(Values, EngineJson.Wire.IReadOnlyDictionaryStringIReadOnlyListString);
}
