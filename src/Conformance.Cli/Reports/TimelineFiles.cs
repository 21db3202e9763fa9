using Conformance.Harness.Runs;

namespace Conformance.Cli.Reports;

/// <summary>One readable timeline a run, as a file named after scenario and case.</summary>
public sealed class TimelineFiles(string folder) : IReport
{
    /// <inheritdoc/>
    public void Add(RunResult result)
    {
        if (result.Skipped is not null)
            return;
        var path = Path.Combine(folder, FileName(result));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Timeline.Write(result));
    }

    /// <inheritdoc/>
    public void Finish(bool interrupted, TimeSpan wallTime)
    {
    }

    /// <summary>Last folder of the scenario's file, its name, case and subject; without characters that are awkward in a path.</summary>
    public static string FileName(RunResult result)
    {
        var area = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(result.Scenario.File)));
        var name = $"{result.Scenario.Name}.{result.Subject.Replace(':', '-')}.{result.Backend}.txt";
        return Path.Combine(area ?? "", string.Concat(name.Select(character =>
            char.IsAsciiLetterOrDigit(character) || "-_.=[]@".Contains(character, StringComparison.Ordinal) ? character : '-')));
    }
}
