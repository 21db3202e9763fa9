using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>A process that the harness talks with over its standard streams, here or in the namespaces of a private daemon.</summary>
public sealed class HostedProcess
{
    private const int WakeTriesMax = 500;
    private const int WakePauseMilliseconds = 10;
    private static readonly LocalProcesses Processes = new();
    private readonly PipedChild child;

    private HostedProcess(PipedChild child, ProcessIdentity identity) => (this.child, Identity) = (child, identity);

    /// <summary>The process itself, as this host numbers it; inside a pid namespace it has another pid. Default if it ended at once.</summary>
    public ProcessIdentity Identity { get; }

    /// <summary>Writes to its standard input; disposing it gives the process the end of its input.</summary>
    public Stream Input => child.Input;

    /// <summary>Reads its standard output.</summary>
    public Stream Output => child.Output;

    /// <summary>How it ended. Standard error is in it if the specification says that it is collected.</summary>
    public Task<ProcessExit> Exit => child.Process.Exit;

    /// <summary>Starts one as a plain child of the harness. Throws <see cref="ProcessStartException"/>.</summary>
    public static async Task<HostedProcess> Start(ProcessSpec spec)
    {
        var child = await Processes.StartPiped(spec);
        return new HostedProcess(child, child.Process.Identity);
    }

    /// <summary>Starts one through a launcher such as nsenter, which forks once and ends as its child does.</summary>
    internal static async Task<HostedProcess> StartThrough(IReadOnlyList<string> launcher, ProcessSpec spec)
    {
        var child = await Processes.StartPiped(spec with { Arguments = [.. launcher, .. spec.Arguments] });
        // One that has ended before it could be seen has no pid any more, and needs none.
        return new HostedProcess(child, await HostProcesses.OnlyChild(child.Process) ?? default);
    }

    /// <summary>Signals it and, on demand, all its descendants. Nothing happens when it is gone.</summary>
    public async Task Kill(int signal, bool withChildren = false)
    {
        if (!withChildren)
        {
            await Processes.Signal(Identity, signal);
            return;
        }

        await Processes.SignalTree(Identity, signal);
        if (signal == Signals.Kill)
            await WakeLauncher();
    }

    // A tree is stopped before it is killed. nsenter stops itself when it sees its child stopped, as job control does, and
    // would then never see the child's end; it may do so at any moment after the signal, so one wake-up is not enough.
    private async Task WakeLauncher()
    {
        var launcher = child.Process.Identity;
        for (var tries = 0; tries < WakeTriesMax && launcher != Identity && !Exit.IsCompleted; tries++)
        {
            await Processes.Signal(launcher, Signals.Cont);
            await Task.Delay(WakePauseMilliseconds);
        }
    }
}
