using System.Globalization;
using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>The two ways in which the Engine API writes moments.</summary>
public static class EngineTime
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>UNIX seconds with nine digits after the point, for a query; null stays null.</summary>
    public static string? Seconds(Instant? instant)
    {
        if (instant is not { } moment)
            return null;
        var rest = moment.Nanoseconds % NanosecondsPerSecond;
        return string.Create(CultureInfo.InvariantCulture, $"{moment.Nanoseconds / NanosecondsPerSecond}.{rest:D9}");
    }

    /// <summary>RFC 3339 with nanoseconds and without trailing zeros, as inspect has it.</summary>
    public static string Format(Instant instant)
    {
        var text = instant.ToString();
        var kept = text.AsSpan(0, text.Length - 1).TrimEnd('0').TrimEnd('.');
        return string.Concat(kept, "Z");
    }

    /// <summary>Reads RFC 3339 with up to nine digits of the second; null for <see cref="ContainerState.Never"/> and anything else.</summary>
    public static Instant? Parse(string text)
    {
        if (text == ContainerState.Never)
            return null;
        var dot = text.IndexOf('.');
        var end = dot < 0 ? -1 : dot + 1;
        while (end >= 0 && end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        var whole = dot < 0 ? text : string.Concat(text.AsSpan(0, dot), text.AsSpan(end));
        if (!DateTimeOffset.TryParse(whole, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return null;
        var digits = dot < 0 ? "" : text[(dot + 1)..end];
        return digits.Length > 9 ? null : new Instant(moment.ToUnixTimeSeconds() * NanosecondsPerSecond + Fraction(digits));
    }

    private static long Fraction(string digits) =>
        digits.Length == 0 ? 0 : long.Parse(digits.PadRight(9, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
}
