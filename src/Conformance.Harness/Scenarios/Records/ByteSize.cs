using System.Globalization;

namespace Conformance.Harness.Scenarios;

/// <summary>A number of bytes; <c>40MB</c> is 40,000,000 and <c>64MiB</c> 67,108,864 in a scenario.</summary>
/// <param name="Bytes">Bytes.</param>
public readonly record struct ByteSize(long Bytes)
{
    /// <summary>The regular expression of a size, for the schema.</summary>
    public const string Pattern = @"^[0-9]+(\.[0-9]+)?(B|kB|MB|GB|KiB|MiB|GiB)$";

    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("GiB", 1L << 30), ("GB", 1_000_000_000), ("MiB", 1L << 20), ("MB", 1_000_000), ("KiB", 1L << 10), ("kB", 1000), ("B", 1),
    ];

    /// <summary>Reads one; null if it is none or not a whole number of bytes.</summary>
    public static ByteSize? Parse(string text)
    {
        foreach (var (unit, bytes) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal))
                continue;
            var number = text[..^unit.Length];
            return number.Length > 0 && char.IsAsciiDigit(number[0]) && char.IsAsciiDigit(number[^1])
                && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                && value <= long.MaxValue / bytes && value * bytes == decimal.Truncate(value * bytes)
                ? new ByteSize((long)(value * bytes))
                : null;
        }

        return null;
    }

    /// <summary>In the largest unit that gives a whole number; reads back the same.</summary>
    public override string ToString()
    {
        foreach (var (unit, bytes) in Units)
        {
            if (Bytes >= bytes && Bytes % bytes == 0)
                return FormattableString.Invariant($"{Bytes / bytes}{unit}");
        }

        return FormattableString.Invariant($"{Bytes}B");
    }
}
