using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>exec: create, inspect and resize; <see cref="ExecStarting"/> runs what was created.</summary>
internal sealed class ContainerExecs(EngineCore core)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);
    private const int ProbesKept = 5;
    private readonly Dictionary<string, FakeExec> byId = new(StringComparer.Ordinal);

    /// <summary>201, 400, 404 or 409.</summary>
    public async Task<ExecCreateReply> Create(CreateExec operation)
    {
        if (operation.Body.Cmd is null or { Count: 0 })
            throw EngineErrors.Bad("No exec command specified");
        var container = core.Find(operation.Id);
        await container.Gate.Pass();
        Demand(container, operation.Id);
        if (operation.Body.DetachKeys.Length > 0 && DetachKeys.Parse(operation.Body.DetachKeys) is null)
            throw EngineErrors.Bad($"Invalid detach keys ({operation.Body.DetachKeys}) provided");
        return new ExecCreateReply(Register(container, operation.Body).Id);
    }

    /// <summary>Prepares a command in a container that was looked at.</summary>
    public FakeExec Register(FakeContainer container, ExecSpec spec)
    {
        Forget();
        var exec = new FakeExec(core.World, Hex.Random(core.World), container, spec);
        byId.Add(exec.Id, exec);
        container.Execs.Add(exec);
        core.Events.Container("exec_create: " + exec.Words, container.Record, "execID", exec.Id);
        return exec;
    }

    /// <summary>A probe of a container's health is over: only the last ones are still told of.</summary>
    public void KeepLast(FakeExec probe)
    {
        var probes = probe.Container.Probes;
        probes.Enqueue(probe);
        if (probes.Count > ProbesKept)
            byId.Remove(probes.Dequeue().Id);
    }

    /// <summary>200 or 404.</summary>
    public Task<ExecInspect> Inspect(InspectExec operation)
    {
        var exec = Find(operation.Id);
        var spec = exec.Spec;
        return Task.FromResult(new ExecInspect
        {
            Id = exec.Id,
            Running = exec.IsRunning,
            ExitCode = exec.ExitCode,
            ProcessConfig = new ExecProcess
            {
                Tty = spec.Tty,
                Entrypoint = exec.CommandLine[0],
                Arguments = [.. exec.CommandLine.Skip(1)],
                Privileged = spec.Privileged,
                User = spec.User.Length > 0 ? spec.User : null,
            },
            OpenStdin = spec.AttachStdin,
            OpenStdout = spec.AttachStdout,
            OpenStderr = spec.AttachStderr,
            ContainerId = exec.Container.Id,
            DetachKeys = spec.DetachKeys.Length > 0 ? Convert.ToBase64String(DetachKeys.Parse(spec.DetachKeys)!.Bytes) : "",
            Pid = exec.Pid,
        });
    }

    /// <summary>200, 404 for one that has ended, 500 for one that does not start for a while.</summary>
    public async Task<Nothing> Resize(ResizeExec operation)
    {
        var exec = Find(operation.Id);
        DemandRunning(exec);
        if (!exec.HasSession)
            await core.World.Delay(StartLimit);
        if (!exec.HasSession)
            throw EngineErrors.Internal("timeout waiting for exec session ready");
        return exec.IsRunning ? new Nothing() : throw EngineErrors.Error(404, "no such exec");
    }

    /// <summary>The exec of an id; throws 404.</summary>
    public FakeExec Find(string id) => byId.GetValueOrDefault(id) is { Container.IsGone: false, IsForgotten: false } exec ? exec : throw EngineErrors.NoSuchExec(id);

    /// <summary>409 for a container in which no command can run.</summary>
    public static void Demand(FakeContainer container, string asked)
    {
        var record = container.Record;
        if (!record.IsRunning)
            throw EngineErrors.NotRunning(container.Id);
        if (record.IsPaused)
            throw EngineErrors.IsPausedForExec(asked);
        if (record.IsRestarting)
            throw EngineErrors.IsRestarting(container.Id);
    }

    /// <summary>As <see cref="Demand"/>, for one that was created while its container ran.</summary>
    public void DemandRunning(FakeExec exec)
    {
        var container = exec.Container;
        if (!container.Record.IsRunning)
            throw EngineErrors.Internal($"Container {container.Id} is not running: {StatusWords.Of(container, core.World.Now)}");
        Demand(container, container.Id);
    }

    private void Forget()
    {
        foreach (var id in byId.Where(entry => entry.Value.Container.IsGone || entry.Value.IsForgotten).Select(entry => entry.Key).ToArray())
            byId.Remove(id);
    }
}
