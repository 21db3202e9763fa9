using Conformance.Docker;

namespace Conformance.Containerizer;

/// <summary>
/// Brings the container's output into the sandbox: a follower from its start, and at its end whatever that missed, so that
/// every byte is there once. Never holds up an end for long.
/// </summary>
public class LogStage(ContainerizerContext context)
{
    private const int Tries = 3;

    /// <summary>
    /// A follower that breaks may leave its own words in the file; then the daemon's record replaces it. A file that is longer
    /// by more than such words is kept: the daemon has rotated its record away.
    /// </summary>
    private const int LongestComplaint = 4096;

    /// <summary>Begins to follow. Trouble is no failure of the launch: the end completes what is missing.</summary>
    public virtual async Task Follow(ContainerRecord record)
    {
        if (record.SeenEnded is not null)
            return;
        record.Follower = context.Docker.FollowLogs(record.Address, record.Paths.Stdout, record.Paths.Stderr);
        try
        {
            var attached = record.Follower.WaitAsync(context.Options.CallLimit, context.Machine.Time);
            if (await record.UnlessKilled(attached))
                await attached;
        }
        catch (Exception exception) when (exception is DockerException or TimeoutException or IOException)
        {
            return;
        }
    }

    /// <summary>Ends the follower, after it has drained if the container has ended, and completes the files.</summary>
    public virtual async Task Complete(ContainerRecord record, bool hasEnded)
    {
        await EndFollower(record, hasEnded);
        var backoff = context.Backoff();
        // Within the bound of a wait, which the removal after this has to keep, too.
        var patience = context.Machine.Now + context.Options.RunLimit + 2 * context.Options.CallLimit;
        var looks = 0;
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                if (await CatchUpOnce(record, hasEnded: true))
                    return;
                // Another look at what somebody else may be writing is no failed try.
                if (++looks < Tries)
                    attempt--;
            }
            catch (DockerException exception)
            {
                // Once more: output that is removed with its container is lost for ever. A daemon that is not there removes nothing.
                if (exception.IsNotFound && await IsGone(record))
                    return;
                if (exception.Failure == DockerFailure.Unreachable && context.Machine.Now < patience)
                    attempt--;
            }

            await backoff.Pause();
        }
    }

    /// <summary>Whether there really is no such container: that there is no output was said once, and may be a slip.</summary>
    private async Task<bool> IsGone(ContainerRecord record)
    {
        try
        {
            return await context.Docker.Inspect(record.Address, context.Options.CallLimit) is null;
        }
        catch (DockerException)
        {
            return false;
        }
    }

    /// <summary>Brings what is missing while an adopted container runs; trouble waits for the next time.</summary>
    public virtual async Task CatchUp(ContainerRecord record)
    {
        try
        {
            await CatchUpOnce(record, hasEnded: false);
        }
        catch (DockerException)
        {
            return;
        }
    }

    /// <summary>False if a file may still grow by somebody else's hand, so that it was not touched.</summary>
    private async Task<bool> CatchUpOnce(ContainerRecord record, bool hasEnded)
    {
        var output = await context.Docker.Logs(record.Address, context.Options.CallLimit);
        try
        {
            var isStdoutComplete = await Fill(record, record.Paths.Stdout, record.OutputBegin.Stdout, output.Stdout, hasEnded);
            var isStderrComplete = await Fill(record, record.Paths.Stderr, record.OutputBegin.Stderr, output.Stderr, hasEnded);
            return isStdoutComplete && isStderrComplete;
        }
        catch (IOException)
        {
            // A sandbox that cannot be written must not keep the container alive.
            return true;
        }
    }

    /// <summary>
    /// Appends what the file lacks. A docker program of an earlier life may still follow an adopted container: there a
    /// file is touched only if it has not grown between two looks.
    /// </summary>
    private async Task<bool> Fill(ContainerRecord record, string path, int begin, byte[] content, bool hasEnded)
    {
        var disk = context.Machine.Disk;
        var file = await disk.Read(path);
        begin = Math.Min(begin, file?.Length ?? 0);
        var have = (file?.Length ?? 0) - begin;
        var same = file.AsSpan(begin).CommonPrefixLength(content);
        if (file is not null && same == have && have == content.Length)
            return true;
        if (record.IsAdopted && (!record.LengthsSeen.TryGetValue(path, out var before) || before != have))
        {
            record.LengthsSeen[path] = have;
            return false;
        }

        if (same == have)
            await disk.Append(path, content.AsMemory(have));
        else if (hasEnded && have <= content.Length + LongestComplaint)
            await disk.WriteAtomically(path, (byte[])[.. file.AsSpan(0, begin), .. content]);
        return true;
    }

    private async Task EndFollower(ContainerRecord record, bool hasEnded)
    {
        if (record.Follower is not { } attaching)
            return;
        var time = context.Machine.Time;
        try
        {
            var follower = await attaching.WaitAsync(hasEnded ? context.Options.CallLimit : TimeSpan.Zero, time);
            try
            {
                if (hasEnded)
                    await follower.Done.WaitAsync(context.Options.CallLimit, time);
            }
            catch (Exception exception) when (exception is DockerException or TimeoutException or IOException)
            {
                // A stream that stays open after the exit, or broke: the rest is read below.
            }

            await follower.Stop();
        }
        catch (Exception exception) when (exception is DockerException or TimeoutException or IOException)
        {
            return;
        }
    }
}
