using Conformance.Containerizer;
using Conformance.Harness.Subjects;

namespace Conformance.Harness.Runs;

/// <summary>
/// The launcher's folder of a real agent (--launcher_dir): for each of its programs a small script that becomes this program
/// with the right command.
/// </summary>
internal static class LauncherFolder
{
    private const UnixFileMode Executable = (UnixFileMode)0x1ED; // rwxr-xr-x

    /// <summary>Makes it and returns its path.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="self">The command that starts this program again; null to look for it beside this assembly.</param>
    public static string Make(string folder, IReadOnlyList<string>? self)
    {
        Directory.CreateDirectory(folder);
        Write(folder, Fetcher.Program, [.. SubjectCommand.Self(self), "fetcher"]);
        Write(folder, ExecutorProgram.Name, [.. SubjectCommand.Self(self), ExecutorProgram.Word]);
        Write(folder, ExecutorProgram.DockerName, [.. SubjectCommand.Self(self), ExecutorProgram.Word]);
        return folder;
    }

    private static void Write(string folder, string program, IReadOnlyList<string> command)
    {
        var path = Path.Combine(folder, program);
        var words = string.Join(' ', command.Select(word => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'"));
        File.WriteAllText(path, $"#!/bin/sh\nexec {words} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, Executable);
    }
}
