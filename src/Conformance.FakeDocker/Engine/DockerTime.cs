using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>Times as the daemon writes them: RFC 3339 with nanoseconds, trailing zeros dropped.</summary>
internal static class DockerTime
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Docker's zero time, which stands for never.</summary>
    public const string Never = "0001-01-01T00:00:00Z";

    /// <summary>The text of a moment; <see cref="Never"/> for null.</summary>
    public static string Text(Instant? moment)
    {
        if (moment is not { } instant)
            return Never;
        var seconds = Seconds(instant);
        var rest = (int)(instant.Nanoseconds - seconds * NanosecondsPerSecond);
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;
        Span<char> text = stackalloc char[30];
        Digits(text[..4], time.Year);
        text[4] = '-';
        Digits(text[5..7], time.Month);
        text[7] = '-';
        Digits(text[8..10], time.Day);
        text[10] = 'T';
        Digits(text[11..13], time.Hour);
        text[13] = ':';
        Digits(text[14..16], time.Minute);
        text[16] = ':';
        Digits(text[17..19], time.Second);
        var length = 19;
        if (rest != 0)
        {
            text[19] = '.';
            Digits(text[20..29], rest);
            length = 29;
            while (text[length - 1] == '0')
                length--;
        }

        text[length] = 'Z';
        return new string(text[..(length + 1)]);
    }

    /// <summary>Whole UNIX seconds, rounded down.</summary>
    public static long Seconds(Instant instant)
    {
        var seconds = Math.DivRem(instant.Nanoseconds, NanosecondsPerSecond, out var rest);
        return rest < 0 ? seconds - 1 : seconds;
    }

    private static void Digits(Span<char> target, int value)
    {
        for (var place = target.Length - 1; place >= 0; place--)
        {
            target[place] = (char)('0' + value % 10);
            value /= 10;
        }
    }
}
