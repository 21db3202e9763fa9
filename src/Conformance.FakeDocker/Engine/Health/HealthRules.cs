using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>What create refuses of a health check, what it takes from the image, and the daemon's defaults.</summary>
internal static class HealthRules
{
    private const long Millisecond = 1_000_000;
    private const int UsualRetries = 3;
    private static readonly GoDuration Usual = new(30_000 * Millisecond);

    /// <summary>Throws the daemon's 400.</summary>
    public static void Check(HealthConfig? asked)
    {
        if (asked is null)
            return;
        CheckSpan("Interval", asked.Interval);
        CheckSpan("Timeout", asked.Timeout);
        if (asked.Retries < 0)
            throw EngineErrors.Bad("Retries in Healthcheck cannot be negative");
        CheckSpan("StartPeriod", asked.StartPeriod);
    }

    /// <summary>What was asked, and what it does not say as the image has it.</summary>
    public static HealthConfig? Merge(HealthConfig? asked, HealthConfig? image)
    {
        if (asked is null || image is null)
            return asked ?? image;
        return new HealthConfig
        {
            Test = asked.Test ?? image.Test,
            Interval = Or(asked.Interval, image.Interval),
            Timeout = Or(asked.Timeout, image.Timeout),
            StartPeriod = Or(asked.StartPeriod, image.StartPeriod),
            Retries = asked.Retries == 0 ? image.Retries : asked.Retries,
        };
    }

    /// <summary>
    /// The command of its probes; null for none, as for a test of a kind that there is not. <c>CMD</c> without a command ends a real daemon
    /// (a panic in its monitor); here it is none.
    /// </summary>
    public static IReadOnlyList<string>? CommandOf(ContainerSpec container) => container.Healthcheck?.Test switch
    {
        { Count: > 1 } words when words[0] == "CMD" => [.. words.Skip(1)],
        { Count: > 0 } words when words[0] == "CMD-SHELL" => [.. ShellOf(container), .. words.Skip(1)],
        _ => null,
    };

    /// <summary>From the end of a probe to the next.</summary>
    public static TimeSpan IntervalOf(HealthConfig config) => Or(config.Interval, Usual).Span;

    /// <summary>How long a probe may take.</summary>
    public static GoDuration TimeoutOf(HealthConfig config) => Or(config.Timeout, Usual);

    /// <summary>How many failures in a row make a container unhealthy.</summary>
    public static int RetriesOf(HealthConfig config) => config.Retries == 0 ? UsualRetries : config.Retries;

    // A container has a shell of its own only where create says so: it does not inherit that of its image.
    private static IEnumerable<string> ShellOf(ContainerSpec container) =>
        container.Others?.GetValueOrDefault("Shell") is { ValueKind: System.Text.Json.JsonValueKind.Array } shell
            ? shell.EnumerateArray().Select(word => word.GetString() ?? "")
            : ["/bin/sh", "-c"];

    private static void CheckSpan(string name, GoDuration span)
    {
        if (span.Nanoseconds is not 0 and < Millisecond)
            throw EngineErrors.Bad($"{name} in Healthcheck cannot be less than 1ms");
    }

    private static GoDuration Or(GoDuration asked, GoDuration otherwise) => asked == default ? otherwise : asked;
}
