namespace Conformance.FakeDocker;

/// <summary>Label filters: <c>k</c> or <c>k=v</c>; all of them must hold.</summary>
internal static class LabelFilter
{
    /// <summary>Whether labels satisfy all the values.</summary>
    public static bool Accepts(IReadOnlyList<string> values, IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var value in values)
        {
            var equals = value.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? value : value[..equals];
            if (labels is null || !labels.TryGetValue(key, out var actual) || (equals >= 0 && actual != value[(equals + 1)..]))
                return false;
        }

        return true;
    }
}
