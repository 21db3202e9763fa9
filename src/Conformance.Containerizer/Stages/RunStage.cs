using Conformance.Docker;

namespace Conformance.Containerizer;

/// <summary>
/// Creates and starts the container, and looks at what came of it. A failed call is unknown until looked at: the failure it
/// throws says what may be left, and the launch cleans that up by name.
/// </summary>
public class RunStage(ContainerizerContext context)
{
    private const int MostNames = 3;
    private const int Conflict = 409;

    /// <summary>
    /// Returns when it has been started, its id in the record. Throws <see cref="StageFailure"/> with the daemon's words.
    /// </summary>
    public virtual async Task Run(ContainerRecord record)
    {
        for (var attempt = 1; ; attempt++)
        {
            await RecordIntent(record);
            if (record.IsKillRequested)
                return;
            try
            {
                record.DockerId = await context.Docker.Run(record.Spec!, context.Options.RunLimit);
                return;
            }
            catch (DockerException exception) when (attempt < MostNames && IsConflict(exception) && !record.IsKillRequested)
            {
                await MakeRoom(record, exception, attempt);
            }
            catch (DockerException exception)
            {
                throw Failed(exception);
            }
        }
    }

    /// <summary>
    /// Looks at the started container until it is seen: pid and start, or its end. Returns early if it is to be killed.
    /// </summary>
    public virtual async Task LookAtStarted(ContainerRecord record)
    {
        var backoff = context.Backoff();
        var until = context.Machine.Now + context.Options.RunLimit;
        while (true)
        {
            var look = context.Docker.Inspect(record.Address, context.Options.CallLimit);
            if (!await record.UnlessKilled(look))
                return;
            try
            {
                Take(record, await look);
                return;
            }
            catch (DockerException exception)
            {
                if (context.Machine.Now > until)
                    throw new StageFailure($"Failed to inspect the started container: {exception.Message}", Leftover.Container);
            }

            await backoff.Pause(record);
            if (record.IsKillRequested)
                return;
        }
    }

    /// <summary>Writes the intent of creating the container.</summary>
    protected virtual async Task RecordIntent(ContainerRecord record)
    {
        try
        {
            await Intent.Write(record, context.Machine);
        }
        catch (IOException exception)
        {
            throw new StageFailure($"Failed to record the intent to run container: {exception.Message}");
        }
    }

    private static void Take(ContainerRecord record, ContainerInspect? seen)
    {
        if (seen is null)
            throw new StageFailure("Container exited while starting: nothing is left of it", Leftover.Container);
        if (seen.State.StartedAt == ContainerState.Never || seen.State.Status == "created")
        {
            throw new StageFailure(
                "Failed to run container: it was created but never started"
                + (seen.State.Error.Length == 0 ? "" : ": " + seen.State.Error), Leftover.Container);
        }

        record.Pid = seen.State.Pid;
        if (!seen.State.Running)
            record.SeenEnded = seen.State;
    }

    /// <summary>The name is taken: by an own container that is stale (remove it), by nothing that exists (take another), or by a foreign one.</summary>
    private async Task MakeRoom(ContainerRecord record, DockerException conflict, int attempt)
    {
        ContainerInspect? holder;
        try
        {
            holder = await context.Docker.Inspect(record.Name, context.Options.CallLimit);
            if (holder is not null && ContainerLabels.OwnId(holder, context.Options) == record.Id)
                await context.Docker.Remove(holder.Id, force: true, volumes: true, context.Options.CallLimit);
        }
        catch (DockerException)
        {
            throw Failed(conflict);
        }

        if (holder is null)
        {
            record.Name = $"{ContainerLabels.NameOf(record.Id)}.{attempt + 1}";
            record.Spec = record.Spec! with { Name = record.Name };
        }
        else if (ContainerLabels.OwnId(holder, context.Options) != record.Id)
        {
            throw new StageFailure(
                $"Failed to run container: the name '{record.Name}' is in use by container {holder.Id}, which is not ours: "
                + conflict.Message);
        }
    }

    private static bool IsConflict(DockerException exception) =>
        exception.Status == Conflict
        || (exception.Status is null && exception.Message.Contains("is already in use by container", StringComparison.Ordinal));

    private static StageFailure Failed(DockerException exception) => new(
        $"Failed to run container: {exception.Message}",
        // Run is several calls: also when the last one found nobody listening, an earlier one may have created the container.
        exception.Failure is DockerFailure.Answered or DockerFailure.Unreachable ? Leftover.Container : Leftover.LateContainer);
}
