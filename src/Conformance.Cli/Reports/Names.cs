using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Machine;

namespace Conformance.Cli.Reports;

/// <summary>
/// The words of a scenario for the ids of its run: a Mesos container id reads as the scenario's name, a Docker id as its first
/// twelve digits. <see cref="Identities"/> says which ids these words stand for, so that a report, a task, a container and a log
/// can be matched in both directions.
/// </summary>
public sealed class Names
{
    private const int ShortIdLength = 12;
    private readonly List<KeyValuePair<string, string>> replacements = [];
    private readonly List<Identity> identities = [];
    private readonly Dictionary<string, string> subjects = new(StringComparer.Ordinal);

    /// <summary>Learns the names from a history.</summary>
    public Names(IReadOnlyList<HistoryEvent> events)
    {
        foreach (var line in events)
        {
            if (line.Data is TaskAsked asked)
                Learn(asked);
            else if (line.Data is ContainerCreated created)
                Learn(created);
        }
    }

    /// <summary>All tasks of the run, in the order in which they were asked for.</summary>
    public IReadOnlyList<Identity> Identities => identities;

    /// <summary>The text with every known id replaced.</summary>
    public string Apply(string text)
    {
        foreach (var (id, name) in replacements)
            text = text.Replace(id, name, StringComparison.Ordinal);
        return text;
    }

    /// <summary>What a line is about, for its head: the scenario's name, and the Docker id if that is what the line knows.</summary>
    public string About(string container) =>
        subjects.TryGetValue(container, out var subject) ? $"{subject} {Apply(container)}" : Apply(container);

    /// <summary>The newest task of this name; null if none was asked for.</summary>
    public Identity? Find(string? name) => identities.FindLast(identity => identity.Name == name);

    private void Learn(TaskAsked asked)
    {
        if (identities.Exists(known => known.ContainerId == asked.ContainerId))
            return;
        identities.Add(new Identity(asked.Name, asked.ContainerId, asked.Launch));
        replacements.Add(new(asked.ContainerId, asked.Name));
    }

    private void Learn(ContainerCreated created)
    {
        var owner = identities.Find(identity => created.Name.Contains(identity.ContainerId, StringComparison.Ordinal));
        owner?.Add(created.Id);
        if (subjects.TryAdd(created.Id, owner?.Name ?? created.Name))
            replacements.Add(new(created.Id, Short(created.Id)));
    }

    private static string Short(string dockerId) => dockerId[..Math.Min(ShortIdLength, dockerId.Length)];
}
