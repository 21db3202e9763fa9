using System.Globalization;

namespace Conformance.Mesos;

/// <summary>
/// Durations as Mesos 0.20 writes them (stout's duration.hpp): a number and one of ns, us, ms, secs, mins, hrs, days, weeks, the
/// largest unit that gives a whole number.
/// </summary>
public static class MesosDuration
{
    private static readonly (string Unit, long Nanoseconds)[] Units =
    [
        ("weeks", 7 * 24 * 3600 * 1_000_000_000L),
        ("days", 24 * 3600 * 1_000_000_000L),
        ("hrs", 3600 * 1_000_000_000L),
        ("mins", 60 * 1_000_000_000L),
        ("secs", 1_000_000_000L),
        ("ms", 1_000_000L),
        ("us", 1_000L),
        ("ns", 1L),
    ];

    /// <summary>Such as <c>15mins</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var nanoseconds = duration.Ticks * 100;
        var (unit, length) = nanoseconds == 0 ? Units[^1] : Array.Find(Units, unit => nanoseconds % unit.Nanoseconds == 0);
        return (nanoseconds / length).ToString(CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>Reads one; null if the text is none or the number is too large. Fractions are read too, cut to 100 ns.</summary>
    public static TimeSpan? Parse(string? text)
    {
        foreach (var (unit, length) in text is null ? [] : Units)
        {
            if (!text!.EndsWith(unit, StringComparison.Ordinal)
                || !decimal.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                continue;
            }

            return number <= TimeSpan.MaxValue.Ticks / (length / 100m) ? TimeSpan.FromTicks((long)(number * length / 100)) : null;
        }

        return null;
    }
}
