using Conformance.FakeDocker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Harness.Runs;

/// <summary>
/// A fake Docker daemon for real clients: the simulated host of a scenario, with its images, containers and faults, driven by the
/// wall's clock, behind a socket. Nobody plays the steps. For tests of whatever speaks to Docker: connect it to <see cref="Address"/>,
/// let things go wrong with <see cref="Add"/>, look into <see cref="History"/>.
/// </summary>
public sealed class FakeDaemon : IAsyncDisposable
{
    private const string SocketFile = "docker.sock";
    private readonly WorldThread thread;
    private readonly DaemonFace face;
    private readonly FaultPlan plan;
    private readonly OwnedFolder? folder;

    private FakeDaemon(WorldThread thread, DaemonFace face, FaultPlan plan, OwnedFolder? folder) =>
        (this.thread, this.face, this.plan, this.folder, History) = (thread, face, plan, folder, thread.World.History);

    /// <summary>Where clients connect; its text is what <c>DOCKER_HOST</c> takes.</summary>
    public DockerAddress Address => face.Address;

    /// <summary>Everything that has happened: requests, answers, containers, faults. May be read from any thread.</summary>
    public History History { get; }

    /// <summary>Completes, with the reason, if the simulation breaks: a fault of the harness itself.</summary>
    public Task<string> Broken => thread.Broken;

    /// <summary>Starts one; it answers when this returns.</summary>
    /// <exception cref="EnvironmentException">It cannot listen there.</exception>
    public static async Task<FakeDaemon> StartAsync(FakeDaemonOptions? options = null)
    {
        options ??= new FakeDaemonOptions();
        var start = Instant.From(options.Clock.GetUtcNow());
        // Messages between simulated processes are as quick as they can be: the real socket has its own latency.
        var world = new World(options.Seed, start, options.KeepsHistory) { LatencyMin = TimeSpan.Zero, LatencyMax = TimeSpan.Zero };
        if (options.OnEvent is { } listener)
            world.History.Added += listener;
        var scenario = options.Scenario ?? StockImages.Scenario;
        var host = new NobodyToCrash(world);
        var plan = new FaultPlan(scenario.Faults, host, world.History);
        var stage = new SimStage(world, scenario, new SpokenNames(), plan);
        host.Daemon = new SimDaemonHost(stage, scenario.Daemon);
        if (options.Scenario is null)
            StockImages.AddHello(stage.Host);
        var folder = options.Address is null ? OwnedFolder.Create() : null;
        var thread = new WorldThread(world, options.Speed);
        try
        {
            var address = options.Address ?? DockerAddress.OfSocket(folder!.At(SocketFile));
            var face = await DaemonFace.Start(thread, () => new SimulatedConnection(world, stage.Daemon), address);
            return new FakeDaemon(thread, face, plan, folder);
        }
        catch
        {
            thread.Dispose();
            folder?.Delete();
            throw;
        }
    }

    /// <summary>
    /// One more fault, for requests from now on. A container is named as clients name it, an image by its repository
    /// (<c>busybox</c>).
    /// </summary>
    public void Add(FaultRule rule) => plan.Add(rule);

    /// <summary>Closes the socket and forgets everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await face.DisposeAsync();
        thread.Dispose();
        folder?.Delete();
    }

    /// <summary>Faults of a daemon that serves real clients; the agent is somebody else's process.</summary>
    private sealed class NobodyToCrash(World world) : IFaultHost
    {
        public IDaemonHost? Daemon { get; set; }

        public Completion<T> Completion<T>() => world.Completion<T>();

        public Task Delay(TimeSpan duration) => world.Delay(duration);

        public Task CrashAgent(AgentCrash crash)
        {
            world.History.Add("harness", new Note("crash-agent: there is no agent here to crash"));
            return Task.CompletedTask;
        }

        public Task EndDaemon(DaemonEnd how, TimeSpan downtime)
        {
            var down = world.Completion<bool>();
            return ByOther(down, async daemon =>
            {
                await daemon.End(how);
                down.TrySet(true);
                await world.Delay(downtime);
                await daemon.Start();
            });
        }

        public Task RemoveImage(string image)
        {
            var done = world.Completion<bool>();
            return ByOther(done, async daemon =>
            {
                await daemon.RemoveImage(image);
                done.TrySet(true);
            });
        }

        /// <summary>Faults act in the daemon's own process, which may die of them: another one does the work.</summary>
        private Task ByOther(Completion<bool> done, Func<IDaemonHost, Task> work)
        {
            world.Start("hands", Do, world.Init);
            return done.Task;

            async Task<int> Do(SimProcess self)
            {
                await work(Daemon!);
                return 0;
            }
        }
    }
}
