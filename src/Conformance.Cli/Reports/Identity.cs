using Conformance.Mesos.Messages;

namespace Conformance.Cli.Reports;

/// <summary>All ids of one task of a run: what to search other logs for.</summary>
/// <param name="name">Name in the scenario.</param>
/// <param name="containerId">Mesos container id.</param>
/// <param name="launch">What the containerizer was asked.</param>
public sealed class Identity(string name, string containerId, Launch launch)
{
    private readonly List<string> dockerIds = [];

    /// <summary>Name in the scenario.</summary>
    public string Name { get; } = name;

    /// <summary>Mesos container id.</summary>
    public string ContainerId { get; } = containerId;

    /// <summary>The framework; null if the executor says none.</summary>
    public string? FrameworkId { get; } = launch.ExecutorInfo?.FrameworkId?.Value;

    /// <summary>The executor; for a command task its id is the task's.</summary>
    public string? ExecutorId { get; } = launch.ExecutorInfo?.ExecutorId?.Value;

    /// <summary>The task; null for a custom executor.</summary>
    public string? TaskId { get; } = launch.TaskInfo?.TaskId?.Value;

    /// <summary>Docker containers made for it, in order.</summary>
    public IReadOnlyList<string> DockerIds => dockerIds;

    /// <summary>One line with whatever is known.</summary>
    public override string ToString() =>
        $"{Name}: " + string.Join(", ", new[]
        {
            Part("task", TaskId),
            Part("executor", ExecutorId),
            Part("framework", FrameworkId),
            Part("container", ContainerId),
            Part("docker", string.Join(' ', dockerIds)),
        }.Where(part => part.Length > 0));

    /// <summary>One more Docker container.</summary>
    internal void Add(string dockerId) => dockerIds.Add(dockerId);

    private static string Part(string word, string? id) => string.IsNullOrEmpty(id) ? "" : $"{word} {id}";
}
