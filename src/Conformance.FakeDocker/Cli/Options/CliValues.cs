using System.Globalization;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>Reads values of options as Go's libraries do, with their words for what is wrong.</summary>
internal static class CliValues
{
    private const decimal Billion = 1_000_000_000;

    /// <summary>What is wrong with a value; null for nothing.</summary>
    public static string? Fault(CliFlagKind kind, string value) => kind switch
    {
        CliFlagKind.Switch when !IsBoolean(value) => $"strconv.ParseBool: parsing \"{value}\": invalid syntax",
        CliFlagKind.Number when !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
            $"strconv.ParseInt: parsing \"{value}\": invalid syntax",
        CliFlagKind.Size when ParseSize(value) is null => $"invalid size: '{value}'",
        CliFlagKind.Processors => FaultOfProcessors(value),
        CliFlagKind.Span when !GoDuration.TryParse(value, out _, out var fault) => fault,
        CliFlagKind.Filter when !value.Contains('=') => "bad format of filter (expected name=value)",
        CliFlagKind.Variable when value.StartsWith('=') => $"invalid environment variable: {value}",
        _ => null,
    };

    /// <summary>Go's true.</summary>
    public static bool IsTrue(string value) => value is "1" or "t" or "T" or "true" or "TRUE" or "True";

    /// <summary>Bytes: a number, perhaps with a fraction, and one of <c>b k m g t p</c>; null when it is none.</summary>
    public static long? ParseSize(string value)
    {
        if (value == "-1")
            return -1;
        var text = value.TrimEnd('b', 'B');
        text = text.TrimEnd('i');
        var factor = text.Length == 0 ? 1 : char.ToLowerInvariant(text[^1]) switch
        {
            'k' => 1L << 10,
            'm' => 1L << 20,
            'g' => 1L << 30,
            't' => 1L << 40,
            'p' => 1L << 50,
            _ => 1,
        };
        if (factor > 1)
            text = text[..^1];
        return decimal.TryParse(text.TrimEnd(' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < long.MaxValue / factor
            ? (long)(number * factor)
            : null;
    }

    /// <summary>Billionths of a processor.</summary>
    public static long ParseProcessors(string value) => (long)(decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture) * Billion);

    private static string? FaultOfProcessors(string value)
    {
        if (!decimal.TryParse(value, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > long.MaxValue / Billion)
            return $"failed to parse {value} as a rational number";
        return decimal.IsInteger(number * Billion) ? null : "value is too precise";
    }

    private static bool IsBoolean(string value) => IsTrue(value) || value is "0" or "f" or "F" or "false" or "FALSE" or "False";
}
