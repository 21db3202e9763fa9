using System.Globalization;
using System.Text;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>
/// A pid and a mount namespace of our own. Their first process is a small shell that waits for the end of a pipe whose
/// other end only this process holds: however we die, the kernel closes it, the shell ends, and the kernel kills whatever
/// is inside. The shell also reaps what loses its parent.
/// </summary>
public sealed class PrivateHost : IAsyncDisposable
{
    // An own /run/containerd hides a containerd of the host, which dockerd would use if it saw its socket.
    // Background work of a shell gets /dev/null as its input unless it is told otherwise, hence descriptor 3.
    private const string Init = """
        exec 3<&0 </dev/null
        if [ -d /run/containerd ]; then mount -t tmpfs tmpfs /run/containerd; fi
        cat <&3 >/dev/null &
        lifeline=$!
        exec 3<&-
        echo ready
        exec >/dev/null
        wait $lifeline
        """;

    private readonly PipedChild unshare;
    private readonly ProcessIdentity root;

    private PrivateHost(PipedChild unshare, ProcessIdentity root) => (this.unshare, this.root) = (unshare, root);

    /// <summary>Makes the namespaces. Without root, or without the programs of util-linux, an <see cref="EnvironmentException"/>.</summary>
    public static async Task<PrivateHost> Start()
    {
        if (!Environment.IsPrivilegedProcess)
            throw new EnvironmentException("a private Docker daemon needs root; run as root, or give --host with the address of a daemon of yours");
        foreach (var program in new[] { "unshare", "nsenter" })
        {
            if (!HostProcesses.IsInstalled(program))
                throw new EnvironmentException($"there is no {program} on PATH; apt-get install util-linux");
        }

        var unshare = await new LocalProcesses().StartPiped(
            new ProcessSpec(["unshare", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc", "/bin/sh", "-c", Init]));
        var answer = await new StreamReader(unshare.Output).ReadLineAsync();
        if (answer == "ready" && await HostProcesses.OnlyChild(unshare.Process) is { } root)
            return new PrivateHost(unshare, root);
        await unshare.Process.Kill(Signals.Kill);
        var words = Encoding.UTF8.GetString((await unshare.Process.Exit).StandardError).Trim();
        throw new EnvironmentException($"cannot make a private pid and mount namespace: {words}; run in a container with --privileged, or give --host");
    }

    /// <summary>Starts a program inside to talk with. Throws <see cref="ProcessStartException"/>.</summary>
    public Task<HostedProcess> StartInside(ProcessSpec spec)
    {
        var program = spec.Arguments[0];
        return (program.Contains('/') ? File.Exists(program) : HostProcesses.IsInstalled(program))
            ? HostedProcess.StartThrough(Launcher(spec.WorkingFolder ?? Environment.CurrentDirectory), spec with { WorkingFolder = "/" })
            : throw new ProcessStartException($"{program}: not found");
    }

    /// <summary>Whether the namespaces' first process is alive.</summary>
    public bool IsAlive => HostProcesses.IsAlive(root);

    /// <summary>Ends everything inside, at once, and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await unshare.Input.DisposeAsync();
        await unshare.Process.Kill(Signals.Kill);
        await unshare.Process.Exit;
        while (IsAlive)
            await Task.Delay(1);
    }

    // Entering a mount namespace leads to its root folder, hence the way back.
    private string[] Launcher(string folder) =>
    [
        "nsenter", "--target", root.Pid.ToString(CultureInfo.InvariantCulture), "--pid", "--mount", "--",
        "/bin/sh", "-c", "cd -- \"$0\" && exec \"$@\"", folder,
    ];
}
