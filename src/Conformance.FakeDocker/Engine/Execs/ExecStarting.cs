using System.Globalization;
using System.Text;
using Conformance.Docker;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// exec start: runs a command beside pid 1 of its container, once. What cannot be run is no error of the request: its stream says why and
/// its exit code is 126.
/// </summary>
internal sealed class ExecStarting(EngineCore core, ContainerExecs execs)
{
    private const int PrepareMin = 25;
    private const int PrepareMax = 45;
    private const int CannotRun = 126;
    private const int Killed = 137;

    // What the event tells of one that nobody asks after any more.
    private const int NobodysCode = 127;

    /// <summary>The streams, 404 or 409. Whoever attaches has the head before the command runs; clients read it on its own.</summary>
    public async Task<Hijacked> Start(StartExec operation)
    {
        var exec = execs.Find(operation.Id);
        execs.DemandRunning(exec);
        var tap = new OutputTap(core.World, exec.Spec.AttachStdout, exec.Spec.AttachStderr, operation.Body.Tty);
        if (operation.Body.Detach)
            await Run(exec, tap, null);
        else
            core.World.Spawn("exec-start", () => RunAttached(exec, operation, tap));
        return new Hijacked(tap);
    }

    /// <summary>The connection has left HTTP: an error is told in its stream.</summary>
    private async Task RunAttached(FakeExec exec, StartExec operation, OutputTap tap)
    {
        try
        {
            await Run(exec, tap, operation.Input);
        }
        catch (DockerException refusal) when (refusal.Failure == DockerFailure.Answered)
        {
            tap.Tell(Encoding.UTF8.GetBytes(refusal.Message + "\r\n"));
            tap.End();
        }
    }

    /// <summary>Starts it; throws what cannot be. Its end is told by its streams.</summary>
    /// <param name="exec">Which.</param>
    /// <param name="tap">Hears what it writes.</param>
    /// <param name="input">What its client sends; null for nothing.</param>
    public async Task Run(FakeExec exec, OutputTap tap, EngineInput? input)
    {
        if (exec.ExitCode is not null)
            throw EngineErrors.Conflict($"Error: Exec command {exec.Id} has already run");
        if (exec.IsRunning)
            throw EngineErrors.Conflict($"Error: Exec command {exec.Id} is already running");
        exec.IsRunning = true;
        core.Events.Container("exec_start: " + exec.Words, exec.Container.Record, "execID", exec.Id);
        await core.Work(PrepareMin, PrepareMax);
        if (exec.Container.Task is not { } task)
            throw Fail(exec, EngineErrors.Internal("cannot exec in a stopped state: unknown"));
        var startup = await Prepare(exec, task);
        exec.Streams.Taps.Add(tap);
        if (input is not null && exec.Spec.AttachStdin)
            core.World.Spawn("exec-input", () => new InputFeed(input, exec.Streams.Input, tap) { Keys = Keys(exec), EndsInput = !exec.Spec.Tty }.Run());
        try
        {
            exec.InnerPid = await core.Host.Shim.Exec(task, startup);
            exec.Pid = task.HostPid(exec.InnerPid);
        }
        catch (PeerDiedException)
        {
            throw Fail(exec, EngineErrors.Internal("cannot exec in a stopped state: unknown"));
        }
    }

    /// <summary>Everything that the command is started with; throws, as a failure of the exec, what runc would say.</summary>
    private async Task<ExecStartup> Prepare(FakeExec exec, ContainerTask task)
    {
        var record = task.Record;
        var spec = exec.Spec;
        var asked = spec.User.Length > 0 ? spec.User : record.Config.User;
        var user = ContainerUser.Find(asked) ?? throw Fail(exec, EngineErrors.NoSuchUser(asked.Split(':')[0]));
        exec.HasSession = true;
        var folder = spec.WorkingDir.Length > 0 ? spec.WorkingDir : record.Config.WorkingDir.Length > 0 ? record.Config.WorkingDir : "/";
        if (spec.WorkingDir.Length > 0 && await record.Files.Look(ContainerPath.Resolve("/", folder)) is not { IsFolder: true })
        {
            throw Fail(exec, EngineErrors.Bad(
                $"OCI runtime exec failed: exec failed: unable to start container process: chdir to cwd (\"{folder}\") set in config.json failed: no such file or directory: unknown"));
        }

        var environment = ProcessEnvironment.Of(record, spec, user);
        var lookup = core.Host.ProgramsOf(record).Find(exec.CommandLine[0], environment, folder, record.Files);
        if (lookup.Result != ProgramLookupResult.Found)
            throw Fail(exec, EngineErrors.Bad(lookup.ExecError));
        var ended = core.World.Completion<int>();
        core.World.Spawn("exec-exit", () => Observe(exec, task, ended.Task));
        return new ExecStartup(
            new ProgramStart(exec.CommandLine, environment, folder), user,
            spec.AttachStdin || spec.Tty ? exec.Streams.Input : null, exec.Streams.Write, code => ended.TrySet(code));
    }

    private async Task Observe(FakeExec exec, ContainerTask task, Task<int> ended)
    {
        await Task.WhenAny(ended, task.Process.Exit);
        exec.IsRunning = false;
        exec.ExitCode = ended.IsCompletedSuccessfully ? await ended : Killed;
        var toldCode = exec.Container.Execs.Remove(exec) ? exec.ExitCode.Value : NobodysCode;
        exec.Streams.EndRun();
        core.Events.Container(
            "exec_die", exec.Container.Record, ("execID", exec.Id), ("exitCode", toldCode.ToString(CultureInfo.InvariantCulture)));
    }

    private static DetachKeys? Keys(FakeExec exec) => exec.Spec.Tty ? DetachKeys.Parse(exec.Spec.DetachKeys) : null;

    private static DockerException Fail(FakeExec exec, DockerException error)
    {
        exec.IsRunning = false;
        exec.ExitCode = CannotRun;
        exec.Container.Execs.Remove(exec);
        exec.Streams.EndRun();
        return error;
    }
}
