using System.Globalization;
using System.Text;

namespace Conformance.Harness.Scenarios;

/// <summary>Durations as a scenario writes them: <c>500ms</c>, <c>30s</c>, <c>10m</c>, <c>1h30m</c>.</summary>
public static class Duration
{
    /// <summary>The regular expression of a duration, for the schema.</summary>
    public const string Pattern = @"^(?=.)([0-9]+h)?([0-9]+m(?!s))?([0-9]+(\.[0-9]+)?s)?([0-9]+ms)?$";

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond), ("ms", TimeSpan.TicksPerMillisecond),
    ];

    /// <summary>Reads one; null if it is none. Units descend, each at most once; only seconds may have decimals.</summary>
    public static TimeSpan? Parse(string text)
    {
        var ticks = 0m;
        var unit = -1;
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
                end++;
            var letters = end;
            while (letters < text.Length && char.IsAsciiLetter(text[letters]))
                letters++;
            var number = text[start..end];
            var next = Array.FindIndex(Units, candidate => candidate.Unit == text[end..letters]);
            if (next <= unit || !char.IsAsciiDigit(text[start]) || number.EndsWith('.') || (number.Contains('.') && Units[next].Unit != "s")
                || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 1_000_000_000)
                return null;
            ticks += value * Units[next].Ticks;
            (unit, start) = (next, letters);
        }

        return unit < 0 ? null : TimeSpan.FromTicks((long)ticks);
    }

    /// <summary>Writes one so that it reads back the same (down to 100 ns).</summary>
    public static string Format(TimeSpan span)
    {
        if (span.Ticks < TimeSpan.TicksPerSecond && span.Ticks % TimeSpan.TicksPerMillisecond == 0 && span != TimeSpan.Zero)
            return FormattableString.Invariant($"{span.Ticks / TimeSpan.TicksPerMillisecond}ms");
        var text = new StringBuilder();
        var rest = span.Ticks;
        foreach (var (unit, ticks) in Units.Take(2))
        {
            if (rest >= ticks)
                text.Append(CultureInfo.InvariantCulture, $"{rest / ticks}{unit}");
            rest %= ticks;
        }

        if (rest > 0 || text.Length == 0)
            text.Append(CultureInfo.InvariantCulture, $"{rest / (decimal)TimeSpan.TicksPerSecond:0.#######}s");
        return text.ToString();
    }
}
