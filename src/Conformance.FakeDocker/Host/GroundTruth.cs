using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>What really is on a simulated host, read from its tables and never from an answer of the daemon.</summary>
public sealed class GroundTruth(DockerHost host)
{
    /// <summary>Containers that exist, oldest first.</summary>
    public IReadOnlyList<TrueContainer> Containers
    {
        get
        {
            List<TrueContainer> found = [];
            foreach (var record in host.Records)
                found.Add(Look(record));
            return found;
        }
    }

    /// <summary>Processes of containers that live now, also of containers that no longer exist, by pid.</summary>
    public IReadOnlyList<TrueRun> LiveRuns
    {
        get
        {
            List<TrueRun> found = [];
            foreach (var task in host.Tasks.Values)
            {
                if (task.Process.IsAlive)
                    found.Add(new TrueRun(task.Record.Id, task.Record.Name, task.Process.Pid, task.Record.CommandLine, task.Environment, null));
            }

            return found;
        }
    }

    /// <summary>Runs that ended, in the order of their ends, also of containers that no longer exist.</summary>
    public IReadOnlyList<TrueRun> EndedRuns => host.Runs;

    /// <summary>Names of the volumes.</summary>
    public IReadOnlyCollection<string> Volumes => host.Volumes;

    /// <summary>Names of the volumes that no container has mounted.</summary>
    public IReadOnlyList<string> UnusedVolumes =>
        [.. host.Volumes.Where(name => !host.Records.Exists(record => record.Mounts.Any(mount => mount.Name == name)))];

    /// <summary>Tags of the images in the store.</summary>
    public IReadOnlyList<string> ImageTags => [.. host.Images.Images.SelectMany(image => host.Images.TagsOf(image.Id)).Order(StringComparer.Ordinal)];

    private TrueContainer Look(ContainerRecord record)
    {
        ContainerTask? live = null;
        foreach (var task in host.Tasks.Values)
        {
            if (ReferenceEquals(task.Record, record) && task.Process.IsAlive)
                live = task;
        }

        return new TrueContainer(
            record.Id, record.Name, record.Config.Image, Word(record, live), record.Config.Labels ?? NoLabels, live?.Program.Processes.Count ?? 0,
            live?.Process.Pid ?? 0, record.CommandLine, live is null ? record.ExitCode : null, record.IsForeign, record.Created);
    }

    private static string Word(ContainerRecord record, ContainerTask? live) => live switch
    {
        { Process.IsFrozen: true } => "paused",
        not null => "running",
        _ => record.IsDead ? "dead" : record.IsRestarting ? "restarting" : record.StartedAt is null ? "created" : "exited",
    };

    private static readonly SortedDictionary<string, string> NoLabels = [];
}

/// <summary>A container as it really is.</summary>
/// <param name="Id">64 hex digits.</param>
/// <param name="Name">Without slash.</param>
/// <param name="Image">As given at create.</param>
/// <param name="Status">created, running, paused, restarting, exited or dead: running only if a process lives.</param>
/// <param name="Labels">Labels.</param>
/// <param name="LiveProcesses">Processes inside that live, pid 1 included.</param>
/// <param name="Pid">Host pid; 0 for none.</param>
/// <param name="CommandLine">Program and arguments.</param>
/// <param name="ExitCode">Of the last run or failed start; null while it runs.</param>
/// <param name="IsForeign">It belongs to someone else.</param>
/// <param name="Created">Time of create.</param>
public sealed record TrueContainer(
    string Id,
    string Name,
    string Image,
    string Status,
    IReadOnlyDictionary<string, string> Labels,
    int LiveProcesses,
    int Pid,
    IReadOnlyList<string> CommandLine,
    int? ExitCode,
    bool IsForeign,
    Instant Created);

/// <summary>One run of a container's program.</summary>
/// <param name="Id">The container's id.</param>
/// <param name="Name">The container's name when it was looked at.</param>
/// <param name="Pid">Host pid.</param>
/// <param name="Arguments">What it got as argv.</param>
/// <param name="Environment">What it got as environment.</param>
/// <param name="ExitCode">Its true exit code; null while it lives.</param>
public sealed record TrueRun(
    string Id,
    string Name,
    int Pid,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    int? ExitCode)
{
    /// <summary>When it ended; null while it lives.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>The kernel ended it for memory.</summary>
    public bool WasOutOfMemory { get; init; }
}
