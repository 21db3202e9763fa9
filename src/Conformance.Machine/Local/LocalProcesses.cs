using Microsoft.Win32.SafeHandles;

namespace Conformance.Machine;

/// <summary>The processes of this host. Children survive our death; their pids are never signalled after they were reaped.</summary>
public sealed class LocalProcesses : IProcesses
{
    /// <inheritdoc/>
    public Task<IChildProcess> Start(ProcessSpec spec)
    {
        var output = spec.StandardOutput.IsCollected ? OpenPipe() : (Read: -1, Write: -1);
        var error = spec.StandardError.IsCollected ? OpenPipe() : (Read: -1, Write: -1);
        try
        {
            var pid = PosixSpawn.Start(spec, -1, output.Write, error.Write);
            return Task.FromResult<IChildProcess>(new LocalChild(pid, output.Read, error.Read));
        }
        catch (ProcessStartException)
        {
            Close(output.Read);
            Close(error.Read);
            throw;
        }
        finally
        {
            Close(output.Write);
            Close(error.Write);
        }
    }

    /// <summary>
    /// Starts a child to talk with: its standard input and output are streams of ours; standard error goes where
    /// <paramref name="spec"/> says (collected: kept in <see cref="ProcessExit.StandardError"/>). Disposing the input stream
    /// gives the child the end of its input.
    /// </summary>
    public Task<PipedChild> StartPiped(ProcessSpec spec)
    {
        var input = OpenPipe();
        var output = OpenPipe();
        var error = spec.StandardError.IsCollected ? OpenPipe() : (Read: -1, Write: -1);
        try
        {
            var pid = PosixSpawn.Start(spec, input.Read, output.Write, error.Write);
            var child = new LocalChild(pid, -1, error.Read);
            return Task.FromResult(new PipedChild(child, OpenStream(input.Write, FileAccess.Write), OpenStream(output.Read, FileAccess.Read)));
        }
        catch (ProcessStartException)
        {
            Close(input.Write);
            Close(output.Read);
            Close(error.Read);
            throw;
        }
        finally
        {
            Close(input.Read);
            Close(output.Write);
            Close(error.Write);
        }
    }

    /// <inheritdoc/>
    public Task<ProcessInfo?> Find(int pid) => Task.FromResult(ProcFolder.Find(pid));

    /// <inheritdoc/>
    public Task<string?> Variable(ProcessIdentity identity, string name) => Task.FromResult(ProcFolder.Variable(identity, name));

    /// <inheritdoc/>
    public Task<bool> Signal(ProcessIdentity identity, int signal) => Task.FromResult(ProcessTree.Send(identity, signal));

    /// <summary>Signals a process that may not be a child, and all its descendants. Nothing happens if it is gone.</summary>
    public Task SignalTree(ProcessIdentity identity, int signal)
    {
        if (ProcFolder.Stat(identity.Pid)?.StartTime == identity.StartTime)
            ProcessTree.Signal(identity, signal);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProcessInfo>> All() => Task.FromResult(Table());

    /// <summary>All processes of this pid namespace, zombies included, in no order.</summary>
    public static IReadOnlyList<ProcessInfo> Table() => [.. ProcFolder.Pids().Select(ProcFolder.Find).OfType<ProcessInfo>()];

    private static (int Read, int Write) OpenPipe()
    {
        var ends = new int[2];
        return Posix.Pipe(ends, Posix.OpenCloseOnExec) == 0
            ? (ends[0], ends[1])
            : throw new ProcessStartException("pipe: " + Posix.LastError());
    }

    private static FileStream OpenStream(int descriptor, FileAccess access) =>
        new(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0);

    private static void Close(int descriptor)
    {
        if (descriptor >= 0)
            Posix.Close(descriptor);
    }
}

/// <summary>A child whose standard input and output are streams of ours.</summary>
/// <param name="Process">The child; its exit does not hold standard output.</param>
/// <param name="Input">Writes to its standard input.</param>
/// <param name="Output">Reads its standard output, to the end even after its exit.</param>
public sealed record PipedChild(IChildProcess Process, Stream Input, Stream Output);
