using System.Diagnostics;
using Conformance.Cli;
using Conformance.Gateway;

namespace Conformance.Tests.Gateway;

/// <summary><c>conformance daemon</c> as a process of its own: what only the kernel can count is counted there.</summary>
internal sealed class DaemonProgram : IAsyncDisposable
{
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(1);
    private readonly Process process;

    private DaemonProgram(Process process, DockerAddress address) => (this.process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public DockerAddress Address { get; }

    /// <summary>Threads that it has.</summary>
    public int Threads => int.Parse(Status("Threads:"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Memory that it holds, in bytes.</summary>
    public long Memory => long.Parse(Status("VmRSS:").Replace(" kB", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) * 1024;

    /// <summary>Descriptors that it has open.</summary>
    public int Descriptors => Directory.EnumerateFileSystemEntries($"/proc/{process.Id}/fd").Count();

    /// <summary>Starts it on a socket; it listens when this returns.</summary>
    public static async Task<DaemonProgram> Start(string socketPath)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "daemon", "--socket", socketPath])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var line = await process.StandardError.ReadLineAsync();
        Assert.That(line, Does.Contain("DOCKER_HOST=unix://" + socketPath));
        return new DaemonProgram(process, DockerAddress.OfSocket(socketPath));
    }

    /// <summary>Sends a signal and answers the exit code, as a shell would tell it.</summary>
    public async Task<int> End(string signal)
    {
        using var limit = new CancellationTokenSource(Ample);
        using var kill = Process.Start("kill", ["-s", signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await End("KILL");
        process.Dispose();
    }

    private string Status(string key) =>
        File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Trim();
}
