using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>
/// Makes a container end: stop with its grace, then KILL, each verified by looking. Success of a call is no proof and
/// failure of one no end of it. If nothing helps, the removal by force is left to try.
/// </summary>
public class StopStage(ContainerizerContext context)
{
    private const int Tries = 4;
    private static readonly TimeSpan AnswerAfterStop = TimeSpan.FromSeconds(5);

    /// <summary>Returns the end, unproven if it could not be made to end.</summary>
    public virtual async Task<ContainerEnd> Stop(ContainerRecord record)
    {
        var backoff = context.Backoff();
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await LookBefore(record, isFirst: attempt == 0) is { } end)
                return end;
            if (await TryStop(record, isFirst: attempt == 0))
            {
                if (await context.Stages.Wait.OfOpenWait(record, AnswerAfterStop) is { } told)
                    return told;
                if (attempt == 0)
                    continue;
            }

            await backoff.Pause();
        }

        await context.Stages.Wait.KillLeftProcess(record);
        if (await LookBefore(record, isFirst: false) is { } seen)
            return seen;
        return await context.Stages.Wait.IsProcessGone(record)
            ? ContainerEnd.Unknown("its process is gone while the daemon says that it runs")
            : ContainerEnd.Unproven("it could not be stopped");
    }

    /// <summary>Asks to stop, later to kill; false if that failed.</summary>
    protected virtual async Task<bool> TryStop(ContainerRecord record, bool isFirst)
    {
        try
        {
            if (isFirst)
                await context.Docker.Stop(record.Address, context.Options.StopGrace, context.Options.CallLimit);
            else
                await context.Docker.Kill(record.Address, Signals.Kill, context.Options.CallLimit);
            return true;
        }
        catch (DockerException)
        {
            return false;
        }
    }

    /// <summary>
    /// Its end, if it has ended already. The first look does not hold up the stop for long; one that is paused is unpaused,
    /// so that it gets its TERM.
    /// </summary>
    private async Task<ContainerEnd?> LookBefore(ContainerRecord record, bool isFirst)
    {
        var limit = isFirst && context.Options.CallLimit > AnswerAfterStop ? AnswerAfterStop : context.Options.CallLimit;
        try
        {
            if (await context.Docker.Inspect(record.Address, limit) is not { } seen)
            {
                return await context.Stages.Wait.OfOpenWait(record, TimeSpan.Zero)
                    ?? ContainerEnd.Unknown("nothing is left of the container");
            }

            if (!seen.State.Running)
            {
                await context.Stages.Wait.KillLeftProcess(record);
                return await context.Stages.Wait.OfOpenWait(record, TimeSpan.Zero)
                    ?? context.Stages.Wait.EndOf(record, seen.State);
            }

            if (seen.State.Paused)
                await context.Docker.Unpause(record.Address, context.Options.CallLimit);
        }
        catch (DockerException)
        {
            // Stopping must not depend on looking.
            return null;
        }

        return null;
    }
}
