using System.Globalization;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>HEALTHCHECK as a Dockerfile and a change have it. What is wrong with it is a <see cref="FormatException"/> in the builder's words.</summary>
internal static class HealthInstruction
{
    private const long Millisecond = 1_000_000;

    /// <summary>What it says.</summary>
    public static HealthConfig Read(string text)
    {
        var (flags, rest) = InstructionFlags.Split(text);
        if (rest.Length == 0)
            throw new FormatException("HEALTHCHECK requires at least one argument");
        var blank = rest.AsSpan().IndexOfAny(' ', '\t');
        var kind = (blank < 0 ? rest : rest[..blank]).ToUpperInvariant();
        var command = blank < 0 ? "" : rest[blank..].Trim();
        if (kind == "NONE")
            return command.Length == 0 ? new HealthConfig { Test = [kind] } : throw new FormatException("HEALTHCHECK NONE takes no arguments");
        var values = InstructionFlags.Read(flags, "interval", "timeout", "start-period", "retries");
        return new HealthConfig
        {
            Test = Test(kind, command),
            Interval = Span(values, "interval"),
            Timeout = Span(values, "timeout"),
            StartPeriod = Span(values, "start-period"),
            Retries = Retries(values.GetValueOrDefault("retries", "")),
        };
    }

    /// <summary>As history shows it.</summary>
    public static string Show(HealthConfig health) =>
        $"&{{{GoQuoting.List(health.Test ?? [])} \"{health.Interval}\" \"{health.Timeout}\" \"{health.StartPeriod}\" {GoQuoting.Number(health.Retries)}}}";

    private static IReadOnlyList<string> Test(string kind, string command)
    {
        if (kind != "CMD")
            throw new FormatException($"Unknown type {GoQuoting.Text(kind)} in HEALTHCHECK (try CMD)");
        var list = ImageChanges.JsonListOf(command);
        if (command.Length == 0 || list is { Count: 0 })
            throw new FormatException("Missing command after HEALTHCHECK CMD");
        return list is null ? ["CMD-SHELL", command] : ["CMD", .. list];
    }

    private static GoDuration Span(SortedDictionary<string, string> values, string name)
    {
        if (values.GetValueOrDefault(name, "") is not { Length: > 0 } text)
            return default;
        if (!GoDuration.TryParse(text, out var span, out var fault))
            throw new FormatException(fault);
        return span.Nanoseconds >= Millisecond ? span : throw new FormatException($"Interval \"{name}\" cannot be less than 1ms");
    }

    private static int Retries(string text)
    {
        if (text.Length == 0)
            return 0;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw new FormatException($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
        if (number is < int.MinValue or > int.MaxValue)
            throw new FormatException($"strconv.ParseInt: parsing \"{text}\": value out of range");
        return number >= 1 ? (int)number : throw new FormatException($"--retries must be at least 1 (not {text})");
    }
}
