using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>A probe: one command in the container, as by exec. Its time begins before the command is started.</summary>
internal sealed class HealthProbe(EngineCore core, ContainerExecs execs, ExecStarting starting)
{
    private const int NoCode = -1;

    /// <summary>What became of it; null if it was stopped before it was over.</summary>
    public async Task<HealthResult?> Run(FakeContainer container, Task stop)
    {
        var config = container.Record.Config;
        var timeout = HealthRules.TimeoutOf(config.Healthcheck!);
        var start = core.World.Now;
        var exec = execs.Register(container, new ExecSpec { Cmd = HealthRules.CommandOf(config), AttachStdout = true, AttachStderr = true, User = config.User });
        var over = core.World.Completion<(int, string)>();
        var begun = core.World.Completion<bool>();
        core.World.Spawn("health-probe", async () => over.TrySet(await Attempt(exec, begun)));
        var first = await Task.WhenAny(stop, over.Task, core.World.Delay(timeout.Span));
        execs.KeepLast(exec);
        if (first == over.Task)
            return await over.Task is var (code, output) ? Result(start, code, output) : null;
        container.Execs.Remove(exec);
        core.World.Spawn("health-kill", () => Kill(exec, begun.Task));
        return first == stop ? null : Result(start, NoCode, $"Health check exceeded timeout ({timeout})");
    }

    private HealthResult Result(Instant start, int code, string output) => new(DockerTime.Text(start), DockerTime.Text(core.World.Now), code, output);

    private async Task<(int Code, string Output)> Attempt(FakeExec exec, Completion<bool> begun)
    {
        var tap = new OutputTap(core.World, true, true, isRaw: false);
        try
        {
            await starting.Run(exec, tap, null);
        }
        catch (DockerException refusal) when (refusal.Failure == DockerFailure.Answered)
        {
            return (NoCode, refusal.Message);
        }
        finally
        {
            begun.TrySet(true);
        }

        var output = new HealthOutput();
        while (await tap.Next() is { } frame)
            output.Add(frame.Payload);
        return (exec.ExitCode!.Value, output.ToString());
    }

    /// <summary>Ends the command, once it has begun; what it has started lives on.</summary>
    private async Task Kill(FakeExec exec, Task begun)
    {
        await begun;
        if (exec.IsRunning && exec.Container.Task is { } task)
            await core.Host.Shim.KillExec(task, exec.InnerPid);
    }
}
