using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>The options of run and create about health.</summary>
internal static class HealthOptions
{
    private static readonly string[] Spans = ["health-interval", "health-timeout", "health-start-period"];

    /// <summary>What of them goes into the body; null for nothing. Throws <see cref="FormatException"/> with the program's words.</summary>
    public static HealthConfig? Of(CliArguments arguments)
    {
        var command = arguments.Text("health-cmd") ?? "";
        var retries = arguments.Number("health-retries") ?? 0;
        var spans = Spans.ToDictionary(name => name, name => Span(arguments, name), StringComparer.Ordinal);
        var isSaid = command.Length > 0 || retries != 0 || spans.Values.Any(span => span != default);
        if (arguments.Has("no-healthcheck"))
            return isSaid ? throw new FormatException("--no-healthcheck conflicts with --health-* options") : new HealthConfig { Test = ["NONE"] };
        if (!isSaid)
            return null;
        foreach (var name in (string[])["health-interval", "health-timeout", "health-retries", "health-start-period"])
        {
            if (name == "health-retries" ? retries < 0 : spans[name].Nanoseconds < 0)
                throw new FormatException($"--{name} cannot be negative");
        }

        return new HealthConfig
        {
            Test = command.Length > 0 ? ["CMD-SHELL", command] : null,
            Interval = spans["health-interval"],
            Timeout = spans["health-timeout"],
            StartPeriod = spans["health-start-period"],
            Retries = (int)retries,
        };
    }

    private static GoDuration Span(CliArguments arguments, string name) =>
        arguments.Text(name) is { } text && GoDuration.TryParse(text, out var span, out _) ? span : default;
}
