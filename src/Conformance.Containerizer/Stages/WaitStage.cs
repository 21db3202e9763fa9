using System.Globalization;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>
/// Finds out that a container has ended, and how. Two sources: an open <c>wait</c>, whose answer counts most, and a look at
/// the container now and then, since daemons lose exits. A broken wait is no exit, a missing container is no success, and a
/// code that a daemon tells only after an outage may be its invention.
/// </summary>
public class WaitStage(ContainerizerContext context)
{
    private const int MissesBelieved = 2;
    private const int InventedByRestart = 0;
    private const int InventedByLiveRestore = 255;
    // A daemon that is told to stop ends its containers (10 s, then KILL) before its connections break, and may write down any code.
    private static readonly TimeSpan ShutdownMax = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    /// <summary>Returns the end, or null if the container is to be killed first.</summary>
    public virtual async Task<ContainerEnd?> ForEnd(ContainerRecord record)
    {
        var backoff = context.Backoff();
        Task? signal = null;
        while (!record.IsKillRequested)
        {
            record.OpenWait ??= context.Docker.Wait(record.Address, record.Termination);
            signal ??= Task.WhenAny(record.OpenWait, record.Killed);
            if (!await IsDoneWithin(signal, Poll))
            {
                if (await LookNowAndThen(record) is { } seen)
                    return seen;
            }
            else if (record.OpenWait.IsCompletedSuccessfully)
            {
                return EndOf(await record.OpenWait);
            }
            else if (record.OpenWait.IsCompleted)
            {
                record.OpenWait = null;
                signal = null;
                record.TroubleSince ??= context.Machine.Now;
                if (await AfterBrokenWait(record, backoff) is { } end)
                    return end;
            }
        }

        return null;
    }

    /// <summary>
    /// Looks at the container: its end, or null if it runs. Throws <see cref="DockerException"/> if the daemon would not say.
    /// </summary>
    public virtual async Task<ContainerEnd?> Look(ContainerRecord record)
    {
        if (await context.Docker.Inspect(record.Address, context.Options.CallLimit) is not { } seen)
            return ContainerEnd.Unknown("nothing is left of the container");
        if (!seen.State.Running)
            return await EndOfEnded(record, seen.State);

        if (await IsProcessMissing(record, seen.State.Pid))
            return ContainerEnd.Unknown("its process is gone while the daemon says that it runs");
        record.TroubleSince = null;
        return null;
    }

    /// <summary>The end of a container that the daemon says has ended; its process is made to end if it has not.</summary>
    public virtual async Task<ContainerEnd> EndOfEnded(ContainerRecord record, ContainerState state) => await KillLeftProcess(record)
        ? ContainerEnd.Unknown("its process lived on while the daemon said that it had ended")
        : EndOf(record, state);

    /// <summary>The end that a state tells of, as far as it can be believed.</summary>
    public virtual ContainerEnd EndOf(ContainerRecord record, ContainerState state)
    {
        if (state.StartedAt == ContainerState.Never)
            return ContainerEnd.Unknown("it was never started");
        var isSuspicious = state.ExitCode is InventedByRestart or InventedByLiveRestore;
        return record.TroubleSince is { } since && isSuspicious && !(Finished(state) is { } finished && finished + ShutdownMax <= since)
            ? ContainerEnd.Unknown($"the daemon says {state.ExitCode.ToString(CultureInfo.InvariantCulture)} after an outage")
            : EndOf(state.ExitCode);
    }

    /// <summary>The code of the open wait if it comes within a time; null if it does not.</summary>
    public async Task<ContainerEnd?> OfOpenWait(ContainerRecord record, TimeSpan limit) =>
        record.OpenWait is { } wait && await IsDoneWithin(wait, limit) && wait.IsCompletedSuccessfully ? EndOf(await wait) : null;

    /// <summary>
    /// Remembers the root process by pid and start time. The pid may be another's already; the control groups, read after the start
    /// time, tell whose it was.
    /// </summary>
    public async Task Remember(ContainerRecord record)
    {
        if (record.Pid > 0 && await context.Machine.Processes.Find(record.Pid) is { IsZombie: false } info
            && await context.Stages.Update.FindCgroup(record) is not null)
        {
            record.Process = info.Identity;
        }
    }

    /// <summary>Kills a root process that has outlived its container, if it was seen before and is still the same one; false if there is none.</summary>
    public async Task<bool> KillLeftProcess(ContainerRecord record)
    {
        if (record.Process is not { } process || await IsGone(process))
            return false;
        await context.Machine.Processes.Signal(process, Signals.Kill);
        return true;
    }

    /// <summary>Whether the root process was seen before and is gone, whatever the daemon says.</summary>
    public async Task<bool> IsProcessGone(ContainerRecord record) => record.Process is { } process && await IsGone(process);

    private async Task<ContainerEnd?> LookNowAndThen(ContainerRecord record)
    {
        try
        {
            if (record.IsAdopted)
                await context.Stages.Logs.CatchUp(record);
            return await Look(record);
        }
        catch (DockerException)
        {
            record.TroubleSince ??= context.Machine.Now;
            return null;
        }
    }

    /// <summary>Looks until the daemon says something. Null: it runs, or is to be killed.</summary>
    private async Task<ContainerEnd?> AfterBrokenWait(ContainerRecord record, Backoff backoff)
    {
        while (!record.IsKillRequested)
        {
            try
            {
                if (await Look(record) is { } end)
                    return end;
                await backoff.Pause(record);
                return null;
            }
            catch (DockerException)
            {
                await backoff.Pause(record);
            }
        }

        return null;
    }

    private async Task<bool> IsGone(ProcessIdentity process) =>
        await context.Machine.Processes.Find(process.Pid) is not { IsZombie: false } info || info.Identity != process;

    /// <summary>Whether the root process was seen before and is now missing, twice in a row.</summary>
    private async Task<bool> IsProcessMissing(ContainerRecord record, int pid)
    {
        if (pid <= 0)
            return false;
        var info = await context.Machine.Processes.Find(pid);
        if (info is { IsZombie: false })
        {
            // Another start time with the pid that the daemon tells now is a container that was started again.
            record.Process = info.Identity;
            record.ProcessMisses = 0;
            return false;
        }

        return record.Process is not null && ++record.ProcessMisses >= MissesBelieved;
    }

    private static ContainerEnd EndOf(int code) =>
        code is >= 0 and <= 255
            ? new ContainerEnd(code)
            : ContainerEnd.Unknown($"the daemon says {code.ToString(CultureInfo.InvariantCulture)}, which is no exit code");

    private static Instant? Finished(ContainerState state) =>
        DateTimeOffset.TryParse(state.FinishedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Instant.From(time)
            : null;

    private async Task<bool> IsDoneWithin(Task task, TimeSpan limit)
    {
        if (task.IsCompleted)
            return true;
        try
        {
            await task.WaitAsync(limit, context.Machine.Time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (DockerException)
        {
            return true;
        }
    }
}
