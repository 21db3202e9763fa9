using Conformance.FakeDocker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Harness.Runs;

/// <summary>
/// A fake Docker daemon for real clients: the simulated host of a scenario, with its images, containers and faults, driven by the
/// wall's clock, behind a socket. Nobody plays the steps.
/// </summary>
public sealed class ServedDaemon : IAsyncDisposable
{
    private readonly WorldThread thread;
    private readonly DaemonFace face;

    private ServedDaemon(WorldThread thread, DaemonFace face) => (this.thread, this.face) = (thread, face);

    /// <summary>Where clients connect.</summary>
    public DockerAddress Address => face.Address;

    /// <summary>Completes, with the reason, if the simulation breaks: a fault of the harness itself.</summary>
    public Task<string> Broken => thread.Broken;

    /// <summary>Starts one; it answers when this returns.</summary>
    /// <exception cref="EnvironmentException">It cannot listen there.</exception>
    public static async Task<ServedDaemon> Start(ServedDaemonOptions options)
    {
        var start = Instant.From(options.Clock.GetUtcNow());
        // Messages between simulated processes are as quick as they can be: the real socket has its own latency.
        var world = new World(options.Seed, start, keepsHistory: false) { LatencyMin = TimeSpan.Zero, LatencyMax = TimeSpan.Zero };
        if (options.OnEvent is { } listener)
            world.History.Added += listener;
        var scenario = options.Scenario ?? StockImages.Scenario;
        var names = new EdgeResolver();
        var host = new NobodyToCrash(world);
        var plan = scenario.Faults.Count == 0 ? null : new FaultPlan(scenario.Faults, host, world.History);
        var stage = new SimStage(world, scenario, names, plan);
        host.Daemon = new SimDaemonHost(stage, scenario.Daemon);
        var thread = new WorldThread(world, options.Speed);
        try
        {
            var face = await DaemonFace.Start(thread, () => new SimulatedConnection(world, stage.Daemon), options.Address);
            return new ServedDaemon(thread, face);
        }
        catch
        {
            thread.Dispose();
            throw;
        }
    }

    /// <summary>Closes the socket and forgets everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await face.DisposeAsync();
        thread.Dispose();
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
