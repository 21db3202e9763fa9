namespace Conformance.Docker;

/// <summary>Filters of a list or of events: key to accepted values. Values of one key are or-ed, except labels; keys are and-ed.</summary>
/// <param name="Values">Key to values.</param>
public sealed record EngineFilters(IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    /// <summary>One key.</summary>
    public static EngineFilters Of(string key, params string[] values) =>
        new(new Dictionary<string, IReadOnlyList<string>> { [key] = values });
}
