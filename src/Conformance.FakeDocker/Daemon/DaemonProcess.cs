using Conformance.Docker;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// The daemon's process in a simulation: started, stopped, killed and started again on one <see cref="DockerHost"/>. While it is down
/// clients get <see cref="DockerFailure.Unreachable"/>; calls that were open when it died are broken. While it boots they wait.
/// </summary>
public sealed class DaemonProcess
{
    /// <summary>Until a daemon that comes back answers, as measured; the first start is ready at once.</summary>
    private static readonly TimeSpan ReturnTime = TimeSpan.FromMilliseconds(500);

    private readonly Func<IEngineService, IEngineService> decorate;
    private int calls;
    private int starts;

    /// <summary>A daemon that is down. <paramref name="decorate"/> is applied to the engine of each start: faults.</summary>
    public DaemonProcess(DockerHost host, Func<IEngineService, IEngineService>? decorate = null)
    {
        Host = host;
        this.decorate = decorate ?? (engine => engine);
    }

    /// <summary>What outlives it.</summary>
    public DockerHost Host { get; }

    /// <summary>Its process; null before the first start. Dead while it is down.</summary>
    public SimProcess? Process { get; private set; }

    /// <summary>Whether it takes connections.</summary>
    public bool IsUp => Process is { IsAlive: true };

    /// <summary>References of images that it is pulling now; none while it is down.</summary>
    public IReadOnlyList<string> RunningPulls => IsUp ? Present?.Engine?.RunningPulls ?? [] : [];

    /// <summary>Names that are taken though no container has them; none while it is down.</summary>
    public IReadOnlyList<string> TakenNames => IsUp ? Present?.Engine?.Core.Containers.TakenNames ?? [] : [];

    private Life? Present { get; set; }

    /// <summary>
    /// Starts it; does nothing when it is up. Its first start adopts what <see cref="DockerHost"/> was prepared with.
    /// </summary>
    public void Start(BootMode mode = BootMode.LiveRestored)
    {
        if (IsUp)
            return;
        var world = Host.World;
        var life = new Life();
        Present = life;
        Process = world.Start("daemon", _ => Run(life, mode), world.Init, ["dockerd"]);
    }

    /// <summary>SIGKILL: everything it was doing is gone; the containers run on.</summary>
    public void Crash()
    {
        if (Process is { } process)
            Host.World.Kill(process, Machine.Signals.Kill, withChildren: false);
    }

    /// <summary>
    /// SIGTERM: without live-restore it stops the containers first (TERM, 10 s, KILL). Completes when it is down. Called from another process.
    /// </summary>
    public async Task Stop(bool liveRestore = false)
    {
        if (Process is not { IsAlive: true } process || Present is not { } life)
            return;
        process.Post(_ => life.End!.TrySet(liveRestore), null);
        await process.Exit;
    }

    /// <summary>Kills it, waits, and starts it again. Called from another process.</summary>
    public async Task Restart(BootMode mode, TimeSpan downtime)
    {
        Crash();
        await Host.World.Delay(downtime);
        Start(mode);
    }

    /// <summary>Answers one request; runs in the daemon's process. Past the faults it also leaves no line in the history.</summary>
    internal async Task<EngineOutcome<T>> Serve<T>(EngineOperation<T> operation, WorldCaller caller, bool isPastFaults)
    {
        var life = Present!;
        if (isPastFaults)
        {
            await (life.Booted?.Task ?? Task.CompletedTask);
            return await EngineOutcome<T>.Of(life.Engine!.Handle(operation, new EngineClient(caller.Process.Name, caller.Gone)));
        }

        var number = ++calls;
        var history = Host.World.History;
        var target = operation.Container ?? operation.Image;
        history.Add(EngineCore.Actor, new EngineReceived(number, operation.Name, target, caller.Process.Name, operation.IsMutating)
        {
            Owner = caller.Process.Environment.GetValueOrDefault(EngineReceived.OwnerVariable),
        });
        if (life.Booted is { IsSettled: false } booted)
            await booted.Task;
        var outcome = await EngineOutcome<T>.Of(life.Service!.Handle(operation, new EngineClient(caller.Process.Name, caller.Gone)));
        history.Add(EngineCore.Actor, new EngineAnswered(number, operation.Name, target, Describe(outcome)));
        return outcome;
    }

    private static string Describe<T>(EngineOutcome<T> outcome) => outcome.Failure switch
    {
        null => outcome.Value is Nothing { WasModified: false } ? "not modified" : "ok",
        { Failure: DockerFailure.Answered } answer => $"{answer.Status} {answer.Message}",
        _ => "dropped",
    };

    private async Task<int> Run(Life life, BootMode mode)
    {
        var world = Host.World;
        var engine = new FakeEngine(Host);
        life.Engine = engine;
        life.Service = decorate(engine);
        life.Booted = world.Completion<bool>();
        life.End = world.Completion<bool>();
        if (++starts > 1)
            await world.Delay(ReturnTime);
        await engine.Boot(mode);
        life.Booted.TrySet(true);
        var liveRestore = await life.End.Task;
        if (!liveRestore)
            await engine.ShutDown();
        return 0;
    }

    /// <summary>What belongs to one start.</summary>
    private sealed class Life
    {
        public FakeEngine? Engine { get; set; }

        public IEngineService? Service { get; set; }

        public Machine.Completion<bool>? Booted { get; set; }

        public Machine.Completion<bool>? End { get; set; }
    }
}
