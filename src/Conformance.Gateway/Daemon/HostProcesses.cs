using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>What the gateway asks about processes of this host.</summary>
internal static class HostProcesses
{
    /// <summary>Pid and start time of this process.</summary>
    public static ProcessIdentity Self { get; } = Find(Environment.ProcessId)!.Identity;

    /// <summary>A process by pid; null if there is none.</summary>
    public static ProcessInfo? Find(int pid) => new LocalProcesses().Find(pid).Result;

    /// <summary>A variable of a process's environment; null if it has none of that name, or is gone.</summary>
    public static string? Variable(ProcessIdentity identity, string name) => new LocalProcesses().Variable(identity, name).Result;

    /// <summary>Whether exactly this process lives; a zombie does not.</summary>
    public static bool IsAlive(ProcessIdentity identity) =>
        Find(identity.Pid) is { IsZombie: false } found && found.Identity == identity;

    /// <summary>Children of a process.</summary>
    public static IReadOnlyList<ProcessInfo> Children(int parent) => [.. LocalProcesses.Table().Where(process => process.Parent == parent)];

    /// <summary>The only child of a launcher such as nsenter, which forks right after its start; null when the launcher ends first.</summary>
    public static async Task<ProcessIdentity?> OnlyChild(IChildProcess launcher)
    {
        const int PauseMilliseconds = 2;
        while (!launcher.Exit.IsCompleted)
        {
            if (Children(launcher.Identity.Pid) is [{ IsZombie: false } child, ..])
                return child.Identity;
            await Task.WhenAny(launcher.Exit, Task.Delay(PauseMilliseconds));
        }

        return null;
    }

    /// <summary>Whether a program is on PATH.</summary>
    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
