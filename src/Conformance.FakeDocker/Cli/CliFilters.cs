using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>From <c>--filter key=value</c> to the filters of a request.</summary>
internal static class CliFilters
{
    /// <summary>Null when none was given.</summary>
    public static EngineFilters? Of(List<string>? given)
    {
        if (given is null)
            return null;
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var filter in given)
        {
            var equals = filter.IndexOf('=', StringComparison.Ordinal);
            var key = filter[..equals].Trim().ToLowerInvariant();
            var value = filter[(equals + 1)..].Trim();
            values[key] = values.TryGetValue(key, out var others) ? [.. others, value] : [value];
        }

        return new EngineFilters(values);
    }
}
