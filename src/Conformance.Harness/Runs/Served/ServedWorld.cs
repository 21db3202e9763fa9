using Conformance.FakeDocker;
using Conformance.Faults;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Harness.Runs;

/// <summary>
/// The simulated host behind a <see cref="FakeDaemon"/>, driven by the wall's clock on a thread of its own, with its faults. The agent
/// is somebody else's process.
/// </summary>
internal sealed class ServedWorld : IFaultHost, IDisposable
{
    // Clients may look for the pids that they are told: above the largest that a kernel gives nobody is found.
    private const int FirstPid = (1 << 22) + 1;
    private readonly World world;
    private readonly SimDaemonHost daemon;
    private readonly double timeScale;
    private readonly Gateway.LoopbackRegistries registries;
    private readonly Gateway.SharedLoopback? loopback;
    private readonly Gateway.StandIns? standIns;

    /// <summary>Starts it.</summary>
    public ServedWorld(FakeDaemonOptions options)
    {
        timeScale = options.TimeScale;
        var scenario = options.Scenario ?? StockImages.Scenario;
        // Messages between simulated processes are as quick as they can be: the real socket has its own latency.
        var start = options.Clock.GetUtcNow();
        world = new World(options.Seed, Instant.From(start), options.KeepsHistory)
        {
            LatencyMin = TimeSpan.Zero,
            LatencyMax = TimeSpan.Zero,
            NextPid = FirstPid,
        };
        if (options.OnEvent is { } listener)
            world.History.Added += listener;
        Plan = new FaultPlan(scenario.AllFaults, this, world.History);
        var names = options.Names ?? new SpokenNames();
        Stage = new SimStage(world, scenario, names, Plan, new ServedHost(options.NewestApi, options.HostName, options.HasBridge));
        Stage.MindPointsInside(new PointFaults(Plan, names));
        if (options.Scenario is null)
            StockImages.AddHello(Stage.Host);
        daemon = new SimDaemonHost(Stage, scenario.Daemon);
        Thread = new Gateway.WorldThread(world, options.Speed, options.Clock.GetUtcNow() - start);
        registries = new Gateway.LoopbackRegistries(Thread);
        Thread.Post(() => Stage.Host.Registry.Outside = registries);
        if (options.SharedFolder is { } folder)
        {
            loopback = new Gateway.SharedLoopback(Thread);
            standIns = new Gateway.StandIns(Thread, Path.Combine(Path.GetDirectoryName(folder)!, Gateway.OwnedFolder.ContainerNotes));
            Thread.Post(Share);

            void Share()
            {
                Stage.Host.Shared = new SharedFolder(folder, new LocalDisk());
                Stage.Host.StandIns = standIns;
                Stage.Machine.Network.Outside = loopback;
            }
        }
    }

    /// <summary>What there is; only what is asked with <see cref="Ask"/> may look at it, but for what never changes.</summary>
    public SimStage Stage { get; }

    /// <summary>The faults.</summary>
    public FaultPlan Plan { get; }

    /// <summary>The world's thread.</summary>
    public Gateway.WorldThread Thread { get; }

    /// <summary>Everything that has happened.</summary>
    public History History => world.History;

    /// <summary>A connection to the daemon; made and used in the world.</summary>
    public SimulatedConnection Connect() => new(world, Stage.Daemon);

    /// <summary>From any thread: an answer out of the world.</summary>
    public Task<T> Ask<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread.Post(() => answer.TrySetResult(question()));
        return answer.Task;
    }

    /// <summary>From any thread: lets another hand do something to the daemon. Completes with its work, or as that failed.</summary>
    public Task Do(Func<IDaemonHost, Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread.Post(() => ByAnother(async () =>
        {
            try
            {
                await work(daemon);
                done.TrySetResult();
            }
            catch (Docker.DockerException exception)
            {
                done.TrySetException(exception);
            }
        }));
        return done.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Thread.Dispose();
        registries.Dispose();
        loopback?.Dispose();
        standIns?.Dispose();
    }

    /// <inheritdoc/>
    Completion<T> IFaultHost.Completion<T>() => world.Completion<T>();

    /// <inheritdoc/>
    Task IFaultHost.Delay(TimeSpan duration) => world.Delay(duration / timeScale);

    /// <inheritdoc/>
    Task IFaultHost.CrashAgent(AgentCrash crash)
    {
        world.History.Add("harness", new Note("crash-agent: there is no agent here to crash"));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    Task IFaultHost.EndDaemon(DaemonEnd how, TimeSpan downtime)
    {
        var down = world.Completion<bool>();
        ByAnother(async () =>
        {
            await daemon.End(how);
            down.TrySet(true);
            await world.Delay(downtime);
            await daemon.Start();
        });
        return down.Task;
    }

    /// <inheritdoc/>
    Task IFaultHost.RemoveImage(string image)
    {
        var done = world.Completion<bool>();
        ByAnother(async () =>
        {
            await daemon.RemoveImage(image);
            done.TrySet(true);
        });
        return done.Task;
    }

    /// <summary>Faults act in the daemon's own process, which may die of them: another one does the work.</summary>
    private void ByAnother(Func<Task> work)
    {
        world.Start("hands", Do, world.Init);

        async Task<int> Do(SimProcess self)
        {
            await work();
            return 0;
        }
    }
}
