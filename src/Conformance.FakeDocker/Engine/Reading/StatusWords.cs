using System.Globalization;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>The words of a list's column <c>Status</c>, such as <c>Up 5 seconds (Paused)</c>.</summary>
internal static class StatusWords
{
    /// <summary>The words for a container now.</summary>
    public static string Of(FakeContainer container, Instant now)
    {
        var record = container.Record;
        if (record.IsRunning)
        {
            if (record.IsRestarting)
                return $"Restarting ({Number(record.ExitCode)}) {Ago(record.FinishedAt, now)} ago";
            return "Up " + Ago(record.StartedAt, now) + (record.IsPaused ? " (Paused)" : Health(record.Health));
        }

        if (container.IsBeingRemoved)
            return "Removal In Progress";
        if (record.IsDead)
            return "Dead";
        return record.StartedAt is null ? "Created" : $"Exited ({Number(record.ExitCode)}) {Ago(record.FinishedAt, now)} ago";
    }

    /// <summary>A span as the daemon words it: <c>About a minute</c>, <c>47 hours</c>, <c>3 weeks</c>.</summary>
    public static string Span(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        var minutes = (long)span.TotalMinutes;
        var hours = (long)Math.Round(span.TotalHours, MidpointRounding.AwayFromZero);
        return seconds switch
        {
            < 1 => "Less than a second",
            1 => "1 second",
            < 60 => $"{Number(seconds)} seconds",
            _ when minutes == 1 => "About a minute",
            _ when minutes < 60 => $"{Number(minutes)} minutes",
            _ when hours == 1 => "About an hour",
            _ when hours < 48 => $"{Number(hours)} hours",
            _ when hours < 24 * 7 * 2 => $"{Number(hours / 24)} days",
            _ when hours < 24 * 30 * 2 => $"{Number(hours / 24 / 7)} weeks",
            _ when hours < 24 * 365 * 2 => $"{Number(hours / 24 / 30)} months",
            _ => $"{Number((long)span.TotalHours / 24 / 365)} years",
        };
    }

    private static string Ago(Instant? since, Instant now) => Span(since is { } moment ? now - moment : TimeSpan.Zero);

    private static string Health(ContainerHealth? health) => health switch
    {
        null => "",
        { Status: ContainerHealth.Starting } => $" (health: {ContainerHealth.Starting})",
        _ => $" ({health.Status})",
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
