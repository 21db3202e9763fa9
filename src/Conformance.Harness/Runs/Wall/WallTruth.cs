using Conformance.Harness.Checks;
using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Runs;

/// <summary>What is left after a run on the wall's clock: containers past the proxy, docker programs and sandboxes from the host.</summary>
internal static class WallTruth
{
    private static readonly TimeSpan ProgramsEnd = TimeSpan.FromSeconds(1);

    /// <summary>Looks.</summary>
    /// <param name="stage">The daemon.</param>
    /// <param name="tasks">Whose sandboxes.</param>
    /// <param name="scenario">Whether it wants to see sandboxes.</param>
    /// <param name="socket">The run's own socket: the docker programs that name it are its own.</param>
    public static async Task<GroundTruth> Look(IWallStage stage, IEnumerable<AgentTask> tasks, Scenario scenario, string socket) =>
        new(await stage.Containers(), await Programs(socket), Sandboxes(tasks, scenario)) { UnusedVolumes = await stage.NewVolumes() };

    /// <summary>Docker programs that still run; short ones get a moment to end.</summary>
    private static async Task<IReadOnlyList<string>> Programs(string socket)
    {
        if (Find(socket).Count > 0)
            await Task.Delay(ProgramsEnd, TimeProvider.System);
        return Find(socket);
    }

    private static List<string> Find(string socket)
    {
        var found = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var words = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
                if (words.Length > 0 && Path.GetFileName(words[0]) == "docker" && words.Any(word => word.EndsWith(socket, StringComparison.Ordinal)))
                    found.Add(string.Join(' ', words));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has ended meanwhile.
            }
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static Dictionary<string, SandboxOutput> Sandboxes(IEnumerable<AgentTask> tasks, Scenario scenario)
    {
        var sandboxes = new Dictionary<string, SandboxOutput>(StringComparer.Ordinal);
        if (scenario.Expect.Logs.Count == 0)
            return sandboxes;
        foreach (var task in tasks)
            sandboxes[task.ContainerId] = new SandboxOutput(Read(task.Run.Stdout) ?? [], Read(task.Run.Stderr) ?? []);
        return sandboxes;
    }

    /// <summary>A file of this host; null if there is none, or it goes while it is read.</summary>
    public static byte[]? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
