using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Scenarios;
using Conformance.Harness.Subjects;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>One run on the wall's clock, on the harness's event loop: sets the stage, plays, looks at what is left, cleans up.</summary>
internal sealed class WallRun : IFaultHost
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LimitSlack = TimeSpan.FromSeconds(2);
    private readonly RunnerOptions options;
    private readonly RunRequest request;
    private readonly SubjectName subject;
    private readonly string folder;
    private readonly string socket;
    private readonly double scale;
    private readonly LocalMachine machine = new() { Network = new LocalNetwork() };
    private readonly History history;
    private readonly EdgeResolver names = new();
    private readonly FaultPlan plan;
    private readonly SynchronizationContext loop;
    private Agents? agents;
    private OtherHands? hands;

    /// <summary>A run that has not begun; made on the loop that carries it.</summary>
    public WallRun(RunnerOptions options, OwnedFolder place, int number, RunRequest request, SubjectName subject)
    {
        (this.options, this.request, this.subject) = (options, request, subject);
        scale = options.TimeScale;
        folder = place.At(FormattableString.Invariant($"run-{number}"));
        socket = place.At(FormattableString.Invariant($"run-{number}.sock"));
        history = new History(() => machine.Now);
        if (request.OnEvent is { } listener)
            history.Added += listener;
        plan = new FaultPlan([.. request.Scenario.AllFaults.Where(rule => !rule.IsInsideDaemon)], this, history);
        loop = SynchronizationContext.Current ?? throw new InvalidOperationException("a run on the wall's clock needs an event loop");
    }

    private Scenario Scenario => request.Scenario;

    /// <summary>Carries it out.</summary>
    /// <param name="prepare">Makes the stage.</param>
    public async Task<RecordedRun> Carry(Func<WallGround, Task<IWallStage>> prepare)
    {
        Directory.CreateDirectory(folder);
        var begin = machine.Now;
        await using var stage = await prepare(new WallGround(machine, history, folder, request.Seed, scale, names));
        await using var proxy = FaultProxy.Start(new FaultProxyOptions
        {
            SocketPath = socket,
            Upstream = stage.Address,
            History = history,
            Judge = new PlanJudge(plan, names),
            Mark = stage.Mark,
        });
        try
        {
            await stage.Place();
            var around = Surroundings(proxy, stage);
            agents = new Agents(around);
            hands = new OtherHands(new WallDaemonHost(stage, proxy), around);
            machine.Spawn("healing", () => HealWithPlan(stage));
            var conductor = new Conductor(agents, around, plan, hands);
            var playing = conductor.Play();
            var isLate = await Task.WhenAny(playing, Task.Delay(LongestRun, machine.Time, options.Interrupted)) != playing;
            foreach (var keeper in isLate ? agents.All : [])
                keeper.Agent.Crash(new AgentCrash(StateLoss.Kept, true), "the run took too long");
            options.Interrupted.ThrowIfCancellationRequested();
            if (!isLate)
                await playing;
            await stage.CatchUp();
            return new RecordedRun
            {
                Truth = await WallTruth.Look(stage, agents.Tasks, Scenario, socket),
                Events = history.Events,
                SimulatedTime = (machine.Now - begin) * scale,
                HasPlayed = conductor.HasPlayed && conductor.IsDone,
                Troubles = Troubles(conductor, stage, isLate),
                TimeScale = scale,
                Slack = Slack,
            };
        }
        finally
        {
            stage.Files.Dispose();
            if (hands is not null)
                await hands.StartDaemon();
        }
    }

    /// <inheritdoc/>
    Completion<T> IFaultHost.Completion<T>() => machine.Completion<T>();

    /// <inheritdoc/>
    Task IFaultHost.Delay(TimeSpan duration) => Task.Delay(duration / scale, machine.Time);

    /// <inheritdoc/>
    Task IFaultHost.CrashAgent(AgentCrash crash) =>
        OnLoop("crash of the agent", () => agents?.Named(crash.Agent).Agent.CrashAndBury(crash, "fault") ?? Task.CompletedTask);

    /// <inheritdoc/>
    Task IFaultHost.EndDaemon(DaemonEnd how, TimeSpan downtime) =>
        OnLoop("end of the daemon", () => hands?.EndDaemon(how, downtime) ?? Task.CompletedTask);

    /// <inheritdoc/>
    Task IFaultHost.RemoveImage(string image) =>
        OnLoop("removal of an image", () => hands?.RemoveImage(image) ?? Task.CompletedTask);

    private async Task OnLoop(string name, Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Post(_ => machine.Spawn(name, Do), null);
        await done.Task;

        async Task Do()
        {
            await work();
            done.TrySetResult();
        }
    }

    private AgentSurroundings Surroundings(FaultProxy proxy, IWallStage stage)
    {
        var ids = new SeededIds(request.Seed);
        var points = new PointFaults(plan, names);
        return new AgentSurroundings
        {
            Machine = machine,
            History = history,
            Subject = new StdioSubject(SubjectCommand.Of(subject, options.SelfCommand), stage.StartProcess, folder, points, machine, history),
            Scenario = Scenario,
            Names = names,
            Points = points,
            Options = AgentOptions.Of(Scenario.Agent, Path.Combine(folder, "work"), "conformance-" + ids.Short(), scale, LimitSlack) with
            {
                DockerHost = proxy.Address.Text,
                LauncherFolder = LauncherFolder.Make(Path.Combine(folder, "libexec"), options.SelfCommand),
                SlavePid = "slave(1)@" + LocalNetwork.FreeAddress(),
            },
            Reference = stage.Reference,
            Uri = stage.Files.Uri,
            LoseState = RealStateLoss.Damage,
            Witness = new Witness(history, WallTruth.Read),
            Ids = ids,
            FreeAddress = LocalNetwork.FreeAddress,
            WaitsAtOnce = subject.AgentWaitsAtOnce,
            BeforeAnswer = () => CatchUp(stage),
            TimeScale = scale,
            Slack = LimitSlack,
            MayMiss = request.MayMiss,
        };
    }

    private async Task HealWithPlan(IWallStage stage)
    {
        await plan.Healed;
        stage.Heal();
    }

    private async Task CatchUp(IWallStage stage)
    {
        if (hands is { IsDaemonUp: false })
            return;
        try
        {
            await stage.CatchUp();
        }
        catch (Exception exception) when (exception is DockerException or TimeoutException)
        {
            history.Add("harness", new Note("the daemon's events could not be awaited: " + exception.Message));
        }
    }

    private List<string> Troubles(Conductor conductor, IWallStage stage, bool isLate)
    {
        var troubles = new List<string>(conductor.Troubles);
        if (isLate)
            troubles.Add($"{conductor.Doing} did not end within {LongestRun.TotalMinutes:0} minutes of the wall clock");
        if (!request.MayMiss)
            troubles.AddRange(Unfired.Of([.. plan.Unfired, .. stage.Unfired]));
        return troubles;
    }
}
