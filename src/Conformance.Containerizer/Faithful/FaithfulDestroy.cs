using Conformance.Docker;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// Destroy by the state in which it finds the container (docker.cpp@0.20.0 destroy()), and the watch over whoever's end is the
/// container's end.
/// </summary>
internal sealed class FaithfulDestroy(FaithfulContext context)
{
    private static readonly TimeSpan ReapInterval = TimeSpan.FromSeconds(1);

    /// <summary>A child of this life of the agent is the container's executor: its end destroys the container.</summary>
    public void Watch(FaithfulRecord record, IChildProcess executor)
    {
        record.Executor = executor;
        Watch(record, StatusOf(executor));
    }

    /// <summary>A process by its pid is the container's executor: whoever it is, it is believed, and its status is never known.</summary>
    public void Watch(FaithfulRecord record, int pid) => Watch(record, EndOf(pid));

    /// <summary>Destroys; an unknown container and a second destroy are no errors.</summary>
    /// <param name="containerId">Mesos container id.</param>
    /// <param name="isKilled">What the termination says: false only when its executor ended by itself.</param>
    public void Destroy(string containerId, bool isKilled)
    {
        if (!context.Containers.TryGetValue(containerId, out var record))
            return;
        if (record.RunFailure is { } failure)
        {
            // Nothing is removed here, though a container may have been created.
            var stage = context.Release.Executor == ExecutorModel.Override ? "run" : "launch";
            End(record, isKilled, $"Failed to {stage} container: {failure}");
            return;
        }

        switch (record.State)
        {
            case FaithfulState.Destroying:
                return;
            case FaithfulState.Fetching:
                record.Shared.RequestKill();
                End(record, isKilled, "Container destroyed while fetching");
                return;
            case FaithfulState.Pulling:
                if (record.Pull is { } pull)
                    context.Machine.Spawn("cancel pull", () => Cancel(pull));
                End(record, isKilled, "Container destroyed while pulling image");
                return;
            default:
                record.State = FaithfulState.Destroying;
                context.Machine.Spawn("destroy " + record.Id, () => EndRunning(record, isKilled));
                return;
        }
    }

    /// <summary>Kill, then rm, by force only if the kill failed: a container that dies late is "still running" for the rm.</summary>
    public async Task KillAndRemove(string container)
    {
        var hasFailed = false;
        try
        {
            await context.Docker.Kill(container, Signals.Kill, FaithfulContext.NoLimit);
        }
        catch (DockerException)
        {
            hasFailed = true;
        }

        await context.Docker.Remove(container, force: hasFailed, volumes: false, FaithfulContext.NoLimit);
    }

    private void Watch(FaithfulRecord record, Task<int?> end)
    {
        record.Status = end;
        record.IsReaped.TrySet(true);
        context.Machine.Spawn("reap " + record.Id, async () =>
        {
            await end;
            Destroy(record.Id, isKilled: false);
        });
    }

    /// <summary>Waits for the executor to be reaped first. If its launch broke off before, that is for ever.</summary>
    private async Task EndRunning(FaithfulRecord record, bool isKilled)
    {
        await record.IsReaped.Task;
        try
        {
            if (context.Release.RemovalDelay is { } delay)
                await StopAndRemoveLater(record, isKilled, delay);
            else
                await KillAndRemove(record.Name);
        }
        catch (DockerException exception)
        {
            context.Containers.Remove(record.Id);
            record.Termination.TryFail(new ContainerizerException($"Failed to kill the Docker container: {exception.Message}"));
            return;
        }

        var status = await record.Status!;
        End(record, isKilled, isKilled ? "Container killed" : "Container terminated", status);
    }

    /// <summary>
    /// From 0.21.0: only an end is asked for here, and by 0.23.0 not even that when the executor ended by itself, for then the
    /// container is taken to have ended too. The removal lives in a timer of this process.
    /// </summary>
    private async Task StopAndRemoveLater(FaithfulRecord record, bool isKilled, TimeSpan delay)
    {
        var hasOwnExecutor = context.Release.Executor == ExecutorModel.DockerExecutor;
        if (isKilled && hasOwnExecutor && record.Executor is { } executor)
            await executor.Kill(Signals.Term, tree: true);
        context.Machine.Spawn("remove " + record.Id, () => RemoveLater(record.Name, delay));
        if (!isKilled && hasOwnExecutor)
            return;
        try
        {
            if (context.Release.Stop == StopMode.Stop)
                await context.Docker.Stop(record.Name, context.Options.StopGrace, FaithfulContext.NoLimit);
            else
                await context.Docker.Kill(record.Name, Signals.Kill, FaithfulContext.NoLimit);
        }
        catch (DockerException) when (hasOwnExecutor)
        {
            // The executor's own stop may have been first.
            return;
        }
    }

    private async Task RemoveLater(string container, TimeSpan delay)
    {
        await Task.Delay(delay, context.Machine.Time);
        try
        {
            await context.Docker.Remove(container, force: true, volumes: false, FaithfulContext.NoLimit);
        }
        catch (DockerException)
        {
            return;
        }
    }

    private void End(FaithfulRecord record, bool isKilled, string message, int? status = null)
    {
        context.Containers.Remove(record.Id);
        var termination = new Termination { Killed = isKilled, Message = message };
        if (status is { } known)
            termination.Status = known;
        record.Termination.TrySet(termination);
    }

    private static async Task Cancel(IDockerPull pull)
    {
        try
        {
            await pull.Cancel();
        }
        catch (DockerException)
        {
            return;
        }
    }

    private static async Task<int?> StatusOf(IChildProcess child)
    {
        var exit = await child.Exit;
        return exit.Code is { } code ? WaitStatus.FromExitCode(code) : WaitStatus.FromSignal(exit.Signal ?? 0);
    }

    private async Task<int?> EndOf(int pid)
    {
        while (await context.Machine.Processes.Find(pid) is { IsZombie: false })
            await Task.Delay(ReapInterval, context.Machine.Time);
        return null;
    }
}
