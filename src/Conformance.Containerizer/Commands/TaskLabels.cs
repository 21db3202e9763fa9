using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// The labels of a task (TaskInfo.labels, from Mesos 0.22.0) as labels of its container: the capability <c>labels</c>. Those that the
/// docker program would not take as they are, and those by which the containerizer knows its own, are refused; with one key
/// several times, the last one counts.
/// </summary>
internal static class TaskLabels
{
    private const string OwnLabels = "org.apache.mesos.";

    /// <summary>The labels in the order of the task; none for a release that does not pass them on.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(Launch launch, Profile profile)
    {
        if (!profile.PassesLabels || launch.TaskInfo?.Labels is not { Labels_.Count: > 0 } given)
            return [];
        var labels = new List<KeyValuePair<string, string>>(given.Labels_.Count);
        foreach (var label in given.Labels_)
        {
            if (label.Key.StartsWith(OwnLabels, StringComparison.Ordinal))
                throw new StageFailure($"Label '{label.Key}' is reserved for the containerizer");
            if (label.Key.Length == 0 || label.Key.Contains('=') || label.Key.Any(char.IsWhiteSpace))
                throw new StageFailure($"Label '{label.Key}' cannot be a label of a container: its key must not be empty, nor have blanks or equals signs");
            labels.RemoveAll(other => other.Key == label.Key);
            labels.Add(new(label.Key, label.Value));
        }

        return labels;
    }
}
