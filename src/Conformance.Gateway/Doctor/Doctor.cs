using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>
/// Finds what dead harness runs left behind, and cleans it up on demand. Everything it touches bears our marks: a folder with
/// our name and an owner file whose owner is dead, processes that name such a folder, cgroup directories of containers and
/// network interfaces whose ids stand in it, and containers with the label <c>conformance.run</c>.
/// </summary>
public static class Doctor
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);
    private static readonly string[] Programs = ["dockerd", "containerd", "runc", "docker-proxy", "docker-init"];

    /// <summary>Looks at this host.</summary>
    /// <param name="clean">Remove what is found.</param>
    /// <param name="parent">Folder in which runs make theirs; null for the system's temporary folder.</param>
    public static async Task<IReadOnlyList<DoctorFinding>> Examine(bool clean, string? parent = null)
    {
        var findings = new List<DoctorFinding>();
        foreach (var folder in OwnedFolder.Find(parent).Where(folder => !folder.IsOwnerAlive))
        {
            foreach (var process in ProcessesOf(folder))
            {
                findings.Add(new DoctorFinding($"process {process.Identity.Pid} of the dead run {folder.RunId}: {string.Join(' ', process.Arguments)}", clean));
                if (clean)
                    await End(process.Identity);
            }

            findings.AddRange(MountsOf(folder).Select(mount => new DoctorFinding($"mount {mount} of the dead run {folder.RunId}; umount it", false)));
            var cgroups = DaemonRemains.Cgroups(folder);
            var links = NetworkLinks.Of(folder);
            var count = cgroups.Select(Path.GetFileName).Distinct().Count();
            if (clean)
                await DaemonRemains.Clean(folder);
            if (count > 0)
                findings.Add(new DoctorFinding($"cgroup directories of {count} containers of the dead run {folder.RunId}", clean && !cgroups.Any(Directory.Exists)));
            if (links.Count > 0)
                findings.Add(new DoctorFinding($"network interfaces {string.Join(", ", links)} of the dead run {folder.RunId}", clean && NetworkLinks.Of(folder).Count == 0));
            findings.Add(new DoctorFinding($"folder {folder.Path} of the dead harness {folder.Owner.Pid}", clean && !Directory.Exists(folder.Path)));
        }

        return findings;
    }

    /// <summary>Looks at a daemon that is not ours for containers that runs of ours have made there.</summary>
    /// <param name="daemon">Its address.</param>
    /// <param name="clean">Remove them, by force.</param>
    /// <param name="living">Ids of runs that are under way; theirs are left alone.</param>
    public static async Task<IReadOnlyList<DoctorFinding>> Examine(DockerAddress daemon, bool clean, IReadOnlySet<string>? living = null)
    {
        living ??= OwnedFolder.Find().Where(folder => folder.IsOwnerAlive).Select(folder => folder.RunId).ToHashSet(StringComparer.Ordinal);
        using var client = EngineTransport.CreateInvoker(daemon);
        var engine = new HttpDockerEngine(client);
        var findings = new List<DoctorFinding>();
        foreach (var container in await engine.Call(new ListContainers(All: true, EngineFilters.Of("label", CreateMark.Label)), Limit, TimeProvider.System))
        {
            var run = container.Labels.GetValueOrDefault(CreateMark.Label, "");
            if (living.Contains(run))
                continue;
            if (clean)
                await engine.Call(new RemoveContainer(container.Id, Force: true, Volumes: true), Limit, TimeProvider.System);
            findings.Add(new DoctorFinding($"container {(container.Names.Count > 0 ? container.Names[0].TrimStart('/') : container.Id)} ({container.State}) of run {run}", clean));
        }

        return findings;
    }

    // dockerd, containerd and shims have a path of the folder among their arguments; so may an editor that shows the log.
    private static IEnumerable<ProcessInfo> ProcessesOf(OwnedFolder folder) => LocalProcesses.Table().Where(process =>
        process.Arguments.Count > 0
        && Programs.Any(program => Path.GetFileName(process.Arguments[0]).StartsWith(program, StringComparison.Ordinal))
        && process.Arguments.Any(argument => argument.Contains(folder.Path + "/", StringComparison.Ordinal)));

    private static async Task End(ProcessIdentity process)
    {
        var end = TimeProvider.System.GetUtcNow() + EndLimit;
        await new LocalProcesses().Signal(process, Signals.Kill);
        while (HostProcesses.IsAlive(process) && TimeProvider.System.GetUtcNow() < end)
            await Task.Delay(1);
    }

    private static IEnumerable<string> MountsOf(OwnedFolder folder) =>
        File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')[1]).Where(path => path.StartsWith(folder.Path + "/", StringComparison.Ordinal));
}

/// <summary>One thing that was left behind.</summary>
/// <param name="Line">What, one line.</param>
/// <param name="IsCleaned">Whether it has been removed.</param>
public sealed record DoctorFinding(string Line, bool IsCleaned);
