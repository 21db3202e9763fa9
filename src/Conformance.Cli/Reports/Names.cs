using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Cli.Reports;

/// <summary>
/// The words of a scenario for the ids of its run: a Mesos container id reads as the scenario's name, a Docker id as its
/// container's name or its first twelve digits.
/// </summary>
public sealed class Names
{
    private const int ShortIdLength = 12;
    private readonly List<KeyValuePair<string, string>> replacements = [];

    /// <summary>Learns the names from a history.</summary>
    public Names(IReadOnlyList<HistoryEvent> events)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in events)
        {
            if (line.Data is TaskAsked asked && known.Add(asked.ContainerId))
                replacements.Add(new(asked.ContainerId, asked.Name));
            else if (line.Data is ContainerCreated created && known.Add(created.Id))
                replacements.Add(new(created.Id, created.Id[..Math.Min(ShortIdLength, created.Id.Length)]));
        }
    }

    /// <summary>The text with every known id replaced.</summary>
    public string Apply(string text)
    {
        foreach (var (id, name) in replacements)
            text = text.Replace(id, name, StringComparison.Ordinal);
        return text;
    }
}
