using System.Globalization;
using Conformance.Docker;
using Conformance.Faults;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Cli.Reports;

/// <summary>
/// The part of a timeline that explains a violation: the lines on which it rests, marked with <c>&gt;</c>, each with a few lines
/// before and after it, and between them the landmarks: faults, deaths and starts of the agent, and the container's own life. Of all
/// lines only those are taken that are about the same container, or that hit everything: faults, the agent's deaths and starts. A
/// violation about no container takes lines about any. What is left out is counted.
/// </summary>
public static class Slice
{
    private const int Before = 3;
    private const int After = 2;

    /// <summary>The ids of the container, then the lines; nothing for a violation that rests on no line and no container.</summary>
    public static IReadOnlyList<string> Of(RunResult result, Violation violation) => Of(result, violation, new Names(result.Events));

    /// <summary>The same for who has the names already.</summary>
    internal static IReadOnlyList<string> Of(RunResult result, Violation violation, Names names)
    {
        var text = new List<string>();
        var identity = names.Find(violation.Container);
        if (identity is not null)
            text.Add(identity.ToString());
        var words = Words(result.Events, violation.Container, identity);
        var related = result.Events.Where(line => violation.Evidence.Contains(line.Sequence) || IsRelated(line, words)).ToList();
        var isTaken = new bool[related.Count];
        for (var index = 0; index < related.Count; index++)
        {
            if (violation.Evidence.Contains(related[index].Sequence))
                Array.Fill(isTaken, true, Math.Max(0, index - Before), Math.Min(related.Count, index + After + 1) - Math.Max(0, index - Before));
        }

        var last = Array.LastIndexOf(isTaken, true);
        var skipped = 0;
        for (var index = Math.Max(0, Array.IndexOf(isTaken, true)); index <= last; index++)
        {
            if (!isTaken[index] && !(IsLandmark(related[index].Data) && IsRelated(related[index], words)))
            {
                skipped++;
                continue;
            }

            if (skipped > 0)
                text.Add(string.Create(CultureInfo.InvariantCulture, $"  ... {skipped} {(skipped == 1 ? "line" : "lines")} of it between"));
            skipped = 0;
            var mark = violation.Evidence.Contains(related[index].Sequence) ? "> " : "  ";
            text.Add(mark + Timeline.Line(related[index], result.Events[0].Time, names));
        }

        return text;
    }

    /// <summary>The words by which lines name a container; null if the violation is about none.</summary>
    private static List<string>? Words(IReadOnlyList<HistoryEvent> events, string? container, Identity? identity)
    {
        if (identity is not null)
            return [identity.ContainerId, .. identity.DockerIds];
        if (container is null)
            return null;
        var foreign = events.Select(line => line.Data).OfType<ContainerCreated>().FirstOrDefault(created => created.Name == container);
        return foreign is null ? [container] : [container, foreign.Id];
    }

    private static bool IsLandmark(EventData data) => data is FaultFired or AgentDied or AgentStarted
        or ContainerCreated or ContainerStarted or ContainerExited or ContainerSignalled or ContainerRemoved;

    private static bool IsRelated(HistoryEvent line, List<string>? words)
    {
        if (words is null || line.Data is FaultFired or AgentDied or AgentStarted)
            return true;
        foreach (var word in words)
        {
            if (line.Data.Container?.Contains(word, StringComparison.Ordinal) == true
                || line.Actor.Contains(word, StringComparison.Ordinal)
                || (line.Data is ProcessStarted started && started.CommandLine.Contains(word, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }
}
