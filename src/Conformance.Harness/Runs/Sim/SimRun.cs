using Conformance.Faults;
using Conformance.Harness.Scenarios;
using Conformance.Harness.Subjects;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Harness.Runs;

/// <summary>One run in a World: sets the stage, plays, looks at what is left.</summary>
internal sealed class SimRun : IFaultHost
{
    /// <summary>2014-08-26T13:37:00Z: Mesos 0.20.0 was five days old.</summary>
    private static readonly Instant Beginning = new(1_409_060_220_000_000_000);

    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(24);

    /// <summary>Many times what the longest scenario takes; seconds of the wall's clock.</summary>
    private const int MostSteps = 20_000_000;

    private readonly World world;
    private int nextExecutorPort = 31000;
    private readonly SimStage stage;
    private readonly FaultPlan plan;
    private readonly Agents agents;
    private readonly OtherHands hands;
    private readonly Conductor conductor;
    private readonly SimProcess harness;
    private readonly bool mayMiss;

    /// <summary>Sets the stage.</summary>
    public SimRun(RunRequest request, SubjectName subject)
    {
        var scenario = request.Scenario;
        mayMiss = request.MayMiss;
        world = new World(request.Seed, Beginning) { StepsMax = MostSteps };
        if (request.OnEvent is { } listener)
            world.History.Added += listener;
        var names = new EdgeResolver();
        plan = new FaultPlan(scenario.AllFaults, this, world.History);
        var points = new PointFaults(plan, names);
        stage = new SimStage(world, scenario, names, MindsEdges(scenario) ? plan : null);
        if (MindsEdges(scenario))
        {
            stage.Machine.OnPoint = points.Pass;
            stage.MindPointsInside(points);
        }

        var ids = new SeededIds(request.Seed);
        var around = new AgentSurroundings
        {
            Machine = stage.Machine,
            History = world.History,
            Subject = new SimSubject(stage, subject, request.Compose),
            Scenario = scenario,
            Names = names,
            Points = points,
            Options = AgentOptions.Of(scenario.Agent, "/var/lib/mesos", "conformance-" + ids.Short()),
            Reference = stage.Reference,
            Uri = stage.Files.Uri,
            LoseState = LoseState,
            Witness = new Witness(world.History, stage.Machine.Disk.Files.Read),
            Ids = ids,
            FreeAddress = () => FormattableString.Invariant($"127.0.0.1:{nextExecutorPort++}"),
            WaitsAtOnce = subject.AgentWaitsAtOnce,
            MayMiss = mayMiss,
        };
        agents = new Agents(around);
        hands = new OtherHands(new SimDaemonHost(stage, scenario.Daemon), around);
        conductor = new Conductor(agents, around, plan, hands);
        harness = world.Start("harness", Play, world.Init);
    }

    /// <summary>Plays it to its end.</summary>
    public RecordedRun Carry()
    {
        var outcome = world.Run(() => conductor.IsDone || !harness.IsAlive, Beginning + LongestRun);
        return new RecordedRun
        {
            Events = world.History.Events,
            Truth = stage.Truth(agents.Tasks),
            SimulatedTime = world.Now - Beginning,
            HasPlayed = conductor.HasPlayed && conductor.IsDone,
            Troubles = Troubles(outcome),
        };
    }

    /// <inheritdoc/>
    Completion<T> IFaultHost.Completion<T>() => world.Completion<T>();

    /// <inheritdoc/>
    Task IFaultHost.Delay(TimeSpan duration) => world.Delay(duration);

    /// <inheritdoc/>
    Task IFaultHost.CrashAgent(AgentCrash crash)
    {
        agents.Named(crash.Agent).Agent.Crash(crash, "fault");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    Task IFaultHost.EndDaemon(DaemonEnd how, TimeSpan downtime) => ByHarness("end of the daemon", () => hands.EndDaemon(how, downtime));

    /// <inheritdoc/>
    Task IFaultHost.RemoveImage(string image) => ByHarness("removal of an image", () => hands.RemoveImage(image));

    /// <summary>Without faults, steps that wait for edges and hands that must know containers, nobody has to be told of edges.</summary>
    private static bool MindsEdges(Scenario scenario) => scenario.AllFaults.Count > 0 || scenario.Steps.Any(step => step is UntilStep or HandStep);

    /// <summary>Faults act in the process that they hit, which may die of it; what they ask for is done by the harness.</summary>
    private Task ByHarness(string name, Func<Task> work)
    {
        var done = world.Completion<bool>();
        harness.Post(_ => world.Spawn(name, Do), null);
        return done.Task;

        async Task Do()
        {
            await work();
            done.TrySet(true);
        }
    }

    private async Task<int> Play(SimProcess self)
    {
        await stage.Files.Place();
        await conductor.Play();
        return 0;
    }

    private Task<string?> LoseState(StateLoss loss, string metaFolder, double fraction)
    {
        var files = stage.Machine.Disk.Files;
        if (loss == StateLoss.Partial)
            return Task.FromResult(files.TearLastWrite(metaFolder, fraction)?.Words);
        files.Delete(metaFolder);
        return Task.FromResult<string?>($"{metaFolder} is gone");
    }

    private List<string> Troubles(WorldOutcome outcome)
    {
        var troubles = new List<string>(conductor.Troubles);
        if (harness.Failure is { } failure)
            troubles.Add($"a fault of the harness itself, {conductor.Doing}: {failure}");
        else if (outcome.End == WorldEnd.Stuck)
            troubles.Add($"{conductor.Doing} never ends: nothing can happen any more. {outcome.Detail}");
        else if (outcome.End == WorldEnd.LimitReached)
            troubles.Add($"{conductor.Doing} did not end within {LongestRun.TotalHours:0} hours of virtual time");
        else if (outcome.End == WorldEnd.Failed)
            troubles.Add($"the simulation was broken, {conductor.Doing}: {outcome.Detail}");
        if (!mayMiss)
            troubles.AddRange(Unfired.Of(plan.Unfired));
        return troubles;
    }
}
