using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conformance.Docker;

/// <summary>A span of time as Go has it: in JSON a whole number of nanoseconds, as text such as <c>1m30s</c> or <c>1.5ms</c>.</summary>
/// <param name="Nanoseconds">How long; may be negative.</param>
[JsonConverter(typeof(GoDurationConverter))]
public readonly record struct GoDuration(long Nanoseconds)
{
    private const long Second = 1_000_000_000;

    private static readonly (string Name, long Nanoseconds)[] Units =
    [
        ("ns", 1), ("us", 1000), ("\u00b5s", 1000), ("\u03bcs", 1000), ("ms", 1_000_000), ("s", Second), ("m", 60 * Second), ("h", 3600 * Second),
    ];

    /// <summary>As a span of this platform, to a tenth of a microsecond.</summary>
    public TimeSpan Span => TimeSpan.FromTicks(Nanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>Reads a text as Go's <c>time.ParseDuration</c> does.</summary>
    /// <param name="text">Such as <c>1h30m</c>, <c>1.5s</c> or <c>0</c>.</param>
    /// <param name="duration">What it says.</param>
    /// <param name="fault">Go's words for what is wrong with it; null for nothing.</param>
    public static bool TryParse(string text, out GoDuration duration, out string? fault)
    {
        (duration, fault) = (default, null);
        var rest = text.AsSpan();
        var isNegative = rest is ['-', ..];
        if (rest is ['-' or '+', ..])
            rest = rest[1..];
        if (rest is "0")
            return true;
        var total = 0m;
        if (rest.IsEmpty)
            fault = Invalid(text);
        while (fault is null && !rest.IsEmpty)
        {
            total += Part(ref rest, text, out fault);
            if (total > (isNegative ? 1m + long.MaxValue : long.MaxValue))
                fault ??= Invalid(text);
        }

        if (fault is null)
            duration = new GoDuration((long)(isNegative ? -total : total));
        return fault is null;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var size = Math.Abs((decimal)Nanoseconds);
        var sign = Nanoseconds < 0 ? "-" : "";
        if (size == 0)
            return "0s";
        if (size < Second)
        {
            var (unit, factor) = size < 1000 ? ("ns", 1) : size < 1_000_000 ? ("\u00b5s", 1000) : ("ms", 1_000_000);
            return sign + Number(size / factor) + unit;
        }

        var hours = decimal.Floor(size / (3600 * Second));
        var minutes = decimal.Floor(size / (60 * Second)) % 60;
        var seconds = Number(size % (60 * Second) / Second) + "s";
        return sign + (hours > 0 ? $"{Number(hours)}h{Number(minutes)}m{seconds}" : minutes > 0 ? $"{Number(minutes)}m{seconds}" : seconds);
    }

    /// <summary>A number and its unit, taken off the front.</summary>
    private static decimal Part(ref ReadOnlySpan<char> rest, string text, out string? fault)
    {
        fault = null;
        var length = rest.IndexOfAnyExcept("0123456789.");
        var digits = length < 0 ? rest : rest[..length];
        rest = length < 0 ? default : rest[length..];
        if (digits.Count('.') > 1 || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            fault = Invalid(text);
            return 0;
        }

        var end = rest.IndexOfAny("0123456789.");
        var name = (end < 0 ? rest : rest[..end]).ToString();
        rest = end < 0 ? default : rest[end..];
        var unit = Array.Find(Units, known => known.Name == name);
        if (unit.Name is null)
            fault = name.Length == 0 ? $"time: missing unit in duration \"{text}\"" : $"time: unknown unit \"{name}\" in duration \"{text}\"";
        else if (number > long.MaxValue / unit.Nanoseconds)
            fault = Invalid(text);
        return fault is null ? decimal.Truncate(number * unit.Nanoseconds) : 0;
    }

    private static string Number(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);

    private static string Invalid(string text) => $"time: invalid duration \"{text}\"";
}

/// <summary>Reads and writes it as a number.</summary>
public sealed class GoDurationConverter : JsonConverter<GoDuration>
{
    /// <inheritdoc/>
    public override GoDuration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var nanoseconds) ? new GoDuration(nanoseconds) : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, GoDuration value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Nanoseconds);
}
