using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>
/// A process inside a container: pid, descriptors and signals. All processes of a container are coroutines of its one
/// simulated process. None is ever interrupted from outside: a signal sets a mark and wakes it, and it stops at its next
/// <see cref="Block"/>, which then says false.
/// </summary>
internal sealed class InnerProcess
{
    /// <summary>Broken pipe.</summary>
    public const int SignalPipe = 13;

    private const int Descriptors = 10;
    private readonly ContainerKernel kernel;
    private readonly OpenFile?[] files = new OpenFile?[Descriptors];
    private Completion<bool>? wake;
    private Completion<bool>? ended;
    private ulong ignored;

    /// <summary>Made by <see cref="ContainerKernel.NewProcess"/>.</summary>
    public InnerProcess(ContainerKernel kernel, int pid, InnerProcess? parent, string command)
    {
        this.kernel = kernel;
        Pid = pid;
        Command = command;
        Parent = parent;
        User = parent?.User ?? ContainerUser.Root;
        if (parent is null)
            return;
        ignored = parent.ignored;
        for (var descriptor = 0; descriptor < Descriptors; descriptor++)
            files[descriptor] = parent.files[descriptor]?.Retain();
    }

    /// <summary>1 for the container's first.</summary>
    public int Pid { get; }

    /// <summary>Who started it.</summary>
    public InnerProcess? Parent { get; }

    /// <summary>As whom it runs.</summary>
    public ContainerUser User { get; set; }

    /// <summary>Its words, for a person.</summary>
    public string Command { get; set; }

    /// <summary>The signal that is ending it; 0 while it lives.</summary>
    public int DiesOf { get; private set; }

    /// <summary>How it ended; null while it lives.</summary>
    public InnerStatus? Status { get; private set; }

    /// <summary>What the program itself does with a signal; null: nothing of its own.</summary>
    public Func<int, SignalHandling>? Handler { get; set; }

    /// <summary>True when a handled signal waits; <see cref="BlockUntilSignal"/> is ended by it, and a read for which <see cref="IsReadingLine"/> holds.</summary>
    public bool HasPendingSignal { get; set; }

    /// <summary>Whether what it reads is cut short by a handled signal.</summary>
    public bool IsReadingLine { get; set; }

    /// <summary>A descriptor, 0 to 9; null when closed. Setting it neither retains nor releases.</summary>
    public OpenFile? this[int descriptor]
    {
        get => descriptor < Descriptors ? files[descriptor] : null;
        set => files[descriptor] = value;
    }

    /// <summary>Ignores a signal from now on, also in its children, or no longer.</summary>
    public void Ignore(int signal, bool ignore)
    {
        if (signal is < 1 or > 63)
            return;
        ignored = ignore ? ignored | 1UL << signal : ignored & ~(1UL << signal);
    }

    /// <summary>A bit for each signal that it ignores.</summary>
    public ulong Ignored => ignored;

    /// <summary>Whether it ignores a signal.</summary>
    public bool Ignores(int signal) => signal is > 0 and < 64 && (ignored & 1UL << signal) != 0;

    /// <summary>
    /// A signal arrives. True if it has an effect: it ends the process, or a handler will run. Pid 1 is protected by the
    /// kernel: without a handler nothing touches it.
    /// </summary>
    public bool Deliver(int signal)
    {
        if (Status is not null || signal == 0)
            return false;
        if (signal != Signals.Kill)
        {
            if (Ignores(signal))
                return false;
            switch (Handler?.Invoke(signal))
            {
                case SignalHandling.Nothing:
                    return false;
                case SignalHandling.Later:
                    HasPendingSignal = true;
                    wake?.TrySet(true);
                    return true;
            }
        }

        if (Pid == 1 || InnerSignals.IsHarmless(signal))
            return false;
        Die(signal);
        return true;
    }

    /// <summary>A signal ends it, at its next blocking point.</summary>
    public void Die(int signal)
    {
        if (Pid == 1 || DiesOf != 0)
            return;
        DiesOf = signal;
        wake?.TrySet(true);
    }

    /// <summary>Waits for something. False when the process was killed: its code must then return without further effects.</summary>
    public async Task<bool> Block(Task task)
    {
        kernel.Rested();
        while (!task.IsCompleted && DiesOf == 0 && !(IsReadingLine && HasPendingSignal))
        {
            await Task.WhenAny(task, Wake());
            Woken();
        }

        return DiesOf == 0 && !(IsReadingLine && HasPendingSignal);
    }

    /// <summary>As <see cref="Block"/>, but a handled signal ends the waiting too.</summary>
    public async Task<bool> BlockUntilSignal(Task task)
    {
        kernel.Rested();
        while (!task.IsCompleted && DiesOf == 0 && !HasPendingSignal)
        {
            await Task.WhenAny(task, Wake());
            Woken();
        }

        return DiesOf == 0;
    }

    /// <summary>Completes when it has ended.</summary>
    public Task WaitForEnd()
    {
        if (Status is not null)
            return Task.CompletedTask;
        ended ??= kernel.World.Completion<bool>();
        return ended.Task;
    }

    /// <summary>Its code has returned: closes its files and tells whoever waits. A signal that ended it beats the code.</summary>
    public void End(int code)
    {
        Status = DiesOf != 0 ? new InnerStatus(0, DiesOf) : new InnerStatus(code & 255);
        for (var descriptor = 0; descriptor < Descriptors; descriptor++)
        {
            files[descriptor]?.Release();
            files[descriptor] = null;
        }

        kernel.Ended(this);
        ended?.TrySet(true);
    }

    private Task Wake()
    {
        wake ??= kernel.World.Completion<bool>();
        return wake.Task;
    }

    private void Woken()
    {
        if (wake is { IsSettled: true })
            wake = null;
    }
}
