using System.Globalization;

namespace Conformance.Machine;

/// <summary>
/// A moment in UTC with nanosecond resolution, counted from 1970-01-01T00:00:00Z.
/// Docker prints nine digits; the ticks of <see cref="DateTimeOffset"/> hold seven. Range: years 1678 to 2261.
/// </summary>
/// <param name="Nanoseconds">Nanoseconds since the UNIX epoch.</param>
public readonly record struct Instant(long Nanoseconds) : IComparable<Instant>
{
    private const long NanosecondsPerTick = 100;

    /// <summary>1970-01-01T00:00:00Z.</summary>
    public static Instant Epoch => default;

    /// <summary>The same moment, cut to 100 ns.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.UnixEpoch.AddTicks(Nanoseconds / NanosecondsPerTick);

    /// <summary>The moment of <paramref name="value"/>.</summary>
    public static Instant From(DateTimeOffset value) =>
        new((value.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * NanosecondsPerTick);

    /// <summary>Moves forward by <paramref name="span"/>; saturates at the end of the range.</summary>
    public static Instant operator +(Instant instant, TimeSpan span)
    {
        var nanoseconds = (Int128)span.Ticks * NanosecondsPerTick + instant.Nanoseconds;
        return new Instant(nanoseconds > long.MaxValue ? long.MaxValue : nanoseconds < long.MinValue ? long.MinValue : (long)nanoseconds);
    }

    /// <summary>The time from <paramref name="earlier"/> to <paramref name="later"/>, cut to 100 ns.</summary>
    public static TimeSpan operator -(Instant later, Instant earlier) =>
        TimeSpan.FromTicks((later.Nanoseconds - earlier.Nanoseconds) / NanosecondsPerTick);

    /// <summary>Earlier than.</summary>
    public static bool operator <(Instant left, Instant right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Later than.</summary>
    public static bool operator >(Instant left, Instant right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Nanoseconds >= right.Nanoseconds;

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>RFC 3339 with nine digits of the second, as Docker's log timestamps have it.</summary>
    public override string ToString()
    {
        var seconds = Math.DivRem(Nanoseconds, 1_000_000_000L, out var rest);
        if (rest < 0)
        {
            seconds--;
            rest += 1_000_000_000L;
        }

        return DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            + "." + rest.ToString("D9", CultureInfo.InvariantCulture) + "Z";
    }
}
