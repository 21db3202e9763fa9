using System.Diagnostics;
using Conformance.Machine;

namespace Conformance.Tests;

/// <summary>The <c>conformance</c> command as a process of its own, with a folder of its own for whatever it makes.</summary>
internal sealed class HarnessProcess : IDisposable
{
    private readonly Process process;

    private HarnessProcess(string folder, Process process) => (Folder, this.process) = (folder, process);

    /// <summary>Its temporary folder; everything it starts names it among its arguments.</summary>
    public string Folder { get; }

    /// <summary>Pid.</summary>
    public int Pid => process.Id;

    /// <summary>Processes that belong to it: the private daemon and its own, containers, subjects.</summary>
    public IReadOnlyList<ProcessInfo> Belongings =>
        [.. LocalProcesses.Table().Where(other => other.Identity.Pid != Pid && other.Arguments.Any(argument => argument.Contains(Folder + "/", StringComparison.Ordinal)))];

    /// <summary>Starts it.</summary>
    public static HarnessProcess Start(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("cf-").FullName;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Conformance.Cli.CommandLine).Assembly.Location);
        foreach (var argument in (string[])[.. arguments, "--out", Path.Combine(folder, "out")])
            start.ArgumentList.Add(argument);
        start.Environment["TMPDIR"] = folder;
        return new HarnessProcess(folder, Process.Start(start)!);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int Code, string Out, string Error)> Finish()
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>SIGKILL, to it alone.</summary>
    public void Kill() => process.Kill();

    /// <summary>Sends a signal.</summary>
    public Task Signal(int signal) => new LocalProcesses().Signal(
        LocalProcesses.Table().First(other => other.Identity.Pid == Pid).Identity, signal);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
