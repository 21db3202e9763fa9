namespace Conformance.Machine;

/// <summary>
/// A child on this host. One thread of its own polls its output pipes and its process descriptor, so that a child that
/// writes much on both streams never blocks, and reaps it at the end.
/// </summary>
internal sealed class LocalChild : IChildProcess
{
    private const int BufferBytes = 65536;
    private const int StackBytes = 256 * 1024;
    private readonly Lock gate = new();
    private readonly TaskCompletionSource<ProcessExit> exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MemoryStream[] collected = [new(), new()];
    private readonly int[] pipes;
    private int descriptor;
    private long lastOutput;

    /// <summary>Takes over a started child and the reading ends of its pipes (-1 for none).</summary>
    internal LocalChild(int pid, int outputPipe, int errorPipe)
    {
        Identity = new ProcessIdentity(pid, ProcFolder.Stat(pid)?.StartTime ?? 0);
        descriptor = Posix.OpenProcess(pid);
        if (descriptor < 0)
            throw new ProcessStartException("pidfd_open: " + Posix.LastError() + " (a Linux kernel from 5.3 on is needed)");
        pipes = [outputPipe, errorPipe];
        lastOutput = LocalMachine.ReadClock().Nanoseconds;
        new Thread(Watch, StackBytes) { IsBackground = true, Name = $"child {pid}" }.Start();
    }

    /// <inheritdoc/>
    public ProcessIdentity Identity { get; }

    /// <inheritdoc/>
    public Task<ProcessExit> Exit => exit.Task;

    /// <inheritdoc/>
    public Instant LastOutput => new(Interlocked.Read(ref lastOutput));

    /// <inheritdoc/>
    public Task Kill(int signal, bool tree = false)
    {
        lock (gate)
        {
            if (descriptor >= 0 && tree)
                ProcessTree.Signal(Identity, signal);
            else if (descriptor >= 0)
                Posix.SignalProcess(descriptor, signal);
        }

        return Task.CompletedTask;
    }

    private void Watch()
    {
        var buffer = new byte[BufferBytes];
        var hasEnded = false;
        while (!hasEnded || pipes[0] >= 0 || pipes[1] >= 0)
        {
            var entries = new Posix.PollEntry[]
            {
                new() { Descriptor = pipes[0], Wanted = Posix.PollIn },
                new() { Descriptor = pipes[1], Wanted = Posix.PollIn },
                new() { Descriptor = hasEnded ? -1 : descriptor, Wanted = Posix.PollIn },
            };
            if (Posix.Poll(entries, (nuint)entries.Length, -1) < 0)
                continue;
            for (var i = 0; i < pipes.Length; i++)
            {
                if (entries[i].Happened != 0)
                    Drain(i, buffer);
            }

            hasEnded |= entries[2].Happened != 0;
        }

        var status = Reap();
        exit.SetResult(new ProcessExit(
            (status & 0x7F) == 0 ? (status >> 8) & 0xFF : null,
            (status & 0x7F) == 0 ? null : status & 0x7F,
            collected[0].ToArray(),
            collected[1].ToArray()));
    }

    private void Drain(int index, byte[] buffer)
    {
        var count = Posix.Read(pipes[index], buffer, buffer.Length);
        if (count > 0)
        {
            collected[index].Write(buffer, 0, (int)count);
            Interlocked.Exchange(ref lastOutput, LocalMachine.ReadClock().Nanoseconds);
            return;
        }

        if (count < 0 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == Posix.Interrupted)
            return;
        Posix.Close(pipes[index]);
        pipes[index] = -1;
    }

    private int Reap()
    {
        lock (gate)
        {
            int status;
            while (Posix.WaitPid(Identity.Pid, out status, 0) < 0
                && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == Posix.Interrupted)
            {
            }

            Posix.Close(descriptor);
            descriptor = -1;
            return status;
        }
    }
}
