using System.Globalization;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>Filters of a prune: <c>label</c> and <c>label!</c>, beside those that a kind has of its own, such as <c>until</c>.</summary>
internal sealed class PruneFilter
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> values;
    private readonly Instant? until;

    /// <summary>Throws the daemon's 400 or 500 for a bad filter.</summary>
    /// <param name="filters">As the client wrote them.</param>
    /// <param name="now">What durations count back from.</param>
    /// <param name="own">Keys beside the labels.</param>
    public PruneFilter(EngineFilters? filters, Instant now, params string[] own)
    {
        values = (filters ?? EngineFilters.None).Values;
        foreach (var key in values.Keys)
        {
            if (key is not ("label" or "label!") && Array.IndexOf(own, key) < 0)
                throw EngineErrors.InvalidFilter(key);
        }

        if (values.GetValueOrDefault("until") is not { Count: > 0 } moments)
            return;
        if (moments.Count > 1)
            throw EngineErrors.Bad("more than one until filter specified");
        until = Read(moments[0], now) ?? throw EngineErrors.Internal($"failed to parse value as time or duration: \"{moments[0]}\"");
    }

    /// <summary>The one boolean of a key; null if it was not given. Throws the daemon's 400.</summary>
    public static bool? Flag(EngineFilters? filters, string key)
    {
        if (filters?.Values.GetValueOrDefault(key) is not { Count: > 0 } words)
            return null;
        return words switch
        {
            ["true"] or ["1"] => true,
            ["false"] or ["0"] => false,
            _ => throw EngineErrors.InvalidFilter($"{key}=[{string.Join(' ', words)}]"),
        };
    }

    /// <summary>Whether something may go.</summary>
    public bool Accepts(IReadOnlyDictionary<string, string>? labels, Instant created)
    {
        if (until is { } moment && created > moment)
            return false;
        if (values.GetValueOrDefault("label") is { } wanted && !LabelFilter.Accepts(wanted, labels))
            return false;
        return values.GetValueOrDefault("label!") is not { } kept || !kept.Any(label => LabelFilter.Accepts([label], labels));
    }

    /// <summary>UNIX seconds, RFC 3339, or a duration back from now in the units that Go has.</summary>
    private static Instant? Read(string text, Instant now)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return new Instant((long)(seconds * 1_000_000_000));
        if (EngineTime.Parse(text) is { } moment)
            return moment;
        var span = TimeSpan.Zero;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
                return null;
            rest = rest[digits..];
            var length = rest.StartsWith("ms") ? 2 : 1;
            TimeSpan? unit = rest[..length] switch
            {
                "ms" => TimeSpan.FromMilliseconds(1),
                "s" => TimeSpan.FromSeconds(1),
                "m" => TimeSpan.FromMinutes(1),
                "h" => TimeSpan.FromHours(1),
                _ => null,
            };
            if (unit is not { } one)
                return null;
            span += one * count;
            rest = rest[length..];
        }

        return now + -span;
    }
}
