using System.Text;
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

    /// <summary>With one more value of a key.</summary>
    public EngineFilters With(string key, string value) =>
        new(new Dictionary<string, IReadOnlyList<string>>(Values) { [key] = [.. Values.GetValueOrDefault(key) ?? [], value] });

    /// <summary>
    /// Reads either form that clients send, <c>{"label":["k=v"]}</c> and <c>{"label":{"k=v":true}}</c>, where a false takes the value
    /// out. Anything else is an error in Go's words, with the status and after the words that the call has for it.
    /// </summary>
    public static EngineFilters Parse(string json, int faultStatus = 500, string faultPrefix = "")
    {
        if (GoJsonSyntax.FaultOfWhole(Encoding.UTF8.GetBytes(json)) is { } fault)
            throw DockerException.Answered(faultStatus, faultPrefix + fault);
        try
        {
            return new EngineFilters(JsonSerializer.Deserialize(json, EngineJson.Wire.IReadOnlyDictionaryStringIReadOnlyListString) ?? None.Values);
        }
        catch (JsonException)
        {
            return new EngineFilters(ParseFlags(json, faultStatus, faultPrefix));
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> ParseFlags(string json, int faultStatus, string faultPrefix)
    {
        var type = EngineJson.Wire.IReadOnlyDictionaryStringIReadOnlyDictionaryStringBoolean;
        try
        {
            return JsonSerializer.Deserialize(json, type)!
                .ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[.. pair.Value.Where(value => value.Value).Select(value => value.Key)]);
        }
        catch (JsonException exception)
        {
            throw DockerException.Answered(faultStatus, faultPrefix + GoJsonTypes.FaultOf(Encoding.UTF8.GetBytes(json), type, exception));
        }
    }

    /// <summary>As it stands in a query, in the form of the docker program: <c>{"label":{"k=v":true}}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyDictionary<string, bool>)pair.Value.Distinct().Order(StringComparer.Ordinal).ToDictionary(value => value, _ => true)),
        EngineJson.Wire.IReadOnlyDictionaryStringIReadOnlyDictionaryStringBoolean);
}
