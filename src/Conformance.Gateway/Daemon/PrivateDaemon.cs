using System.Net.Sockets;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>
/// A Docker daemon of our own, with containerd, shims and containers, in namespaces that die with the harness
/// (<see cref="PrivateHost"/>) and a folder that bears our marks (<see cref="OwnedFolder"/>). What outlives a SIGKILL of
/// the harness is that folder, empty cgroup directories and interfaces of networks; <c>doctor</c> finds them.
/// </summary>
public sealed class PrivateDaemon : IAsyncDisposable
{
    private const int LogLinesShown = 8;
    private static readonly TimeSpan PingPause = TimeSpan.FromMilliseconds(20);
    private readonly PrivateDaemonOptions options;
    private HostedProcess? daemon;

    private PrivateDaemon(PrivateDaemonOptions options, PrivateHost host, OwnedFolder folder) =>
        (this.options, Host, Folder, Address) = (options, host, folder, DockerAddress.OfSocket(folder.At("docker.sock")));

    /// <summary>Where it listens.</summary>
    public DockerAddress Address { get; }

    /// <summary>Its namespaces: the subject and its docker programs must run inside, or pids would not be the daemon's.</summary>
    public PrivateHost Host { get; }

    /// <summary>Its folder; also the place for sockets of proxies before it.</summary>
    public OwnedFolder Folder { get; }

    /// <summary>Whether containers outlive it; counts at its next start. Default: false.</summary>
    public bool LiveRestore { get; set; }

    /// <summary>Its log file.</summary>
    public string LogPath => Folder.At("dockerd.log");

    /// <summary>
    /// Starts one and waits until it answers. Without dockerd or root, or when it does not come up in time, an
    /// <see cref="EnvironmentException"/> with one line that ends in the mend or in the daemon's last words.
    /// </summary>
    public static async Task<PrivateDaemon> Start(PrivateDaemonOptions? options = null)
    {
        options ??= new PrivateDaemonOptions();
        if (!HostProcesses.IsInstalled(options.Program))
            throw new EnvironmentException($"there is no {options.Program} on PATH; apt-get install docker.io busybox-static");
        var host = await PrivateHost.Start();
        var started = new PrivateDaemon(options, host, OwnedFolder.Create(options.Parent));
        try
        {
            await started.StartDaemon();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts dockerd again after it was killed or stopped, and waits until it answers.</summary>
    public async Task StartDaemon()
    {
        // After a SIGKILL both files are left behind; dockerd minds the one and rewrites the other.
        File.Delete(Folder.At("docker.pid"));
        daemon = await Host.StartInside(new ProcessSpec(
        [
            options.Program,
            "--host", Address.Text,
            "--data-root", Folder.At("data"),
            "--exec-root", Folder.At("exec"),
            "--pidfile", Folder.At("docker.pid"),
            "--bridge=none", "--iptables=false", "--ip6tables=false",
            "--storage-driver=vfs",
            "--insecure-registry", "127.0.0.0/8",
            "--shutdown-timeout=1",
            .. LiveRestore ? ["--live-restore"] : Array.Empty<string>(),
            .. options.MoreArguments,
        ])
        {
            StandardError = OutputTarget.AppendTo(LogPath),
        });
        await WaitForPing(daemon);
    }

    /// <summary>Signals dockerd alone: its containers go on, as after a crash of a daemon. With KILL or TERM, waits for its end.</summary>
    public async Task SignalDaemon(int signal)
    {
        if (daemon is null)
            return;
        await daemon.Kill(signal);
        if (signal is Signals.Kill or Signals.Term)
            await daemon.Exit;
    }

    /// <summary>Ends everything at once and deletes what is left: mounts are gone with the namespace; network interfaces, cgroups and the folder are removed.</summary>
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await DaemonRemains.Clean(Folder);
    }

    private async Task WaitForPing(HostedProcess process)
    {
        var end = TimeProvider.System.GetTimestamp() + (long)(options.StartLimit.TotalSeconds * TimeProvider.System.TimestampFrequency);
        while (!await Answers())
        {
            if (process.Exit.IsCompleted)
                throw new EnvironmentException($"dockerd {(await process.Exit).Text} at its start: {LastWords()}");
            if (TimeProvider.System.GetTimestamp() > end)
                throw new EnvironmentException($"dockerd did not answer within {options.StartLimit.TotalSeconds:0} s: {LastWords()}");
            await Task.WhenAny(process.Exit, Task.Delay(PingPause, TimeProvider.System));
        }
    }

    private async Task<bool> Answers()
    {
        try
        {
            using var client = EngineTransport.CreateInvoker(Address);
            using var limit = new CancellationTokenSource(options.StartLimit, TimeProvider.System);
            using var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://docker/_ping"), limit.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private string LastWords() => File.Exists(LogPath)
        ? string.Join(" | ", File.ReadLines(LogPath).TakeLast(LogLinesShown))
        : "it wrote nothing";
}
