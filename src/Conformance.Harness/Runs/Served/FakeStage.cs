using System.Text;
using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Checks;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>
/// A fake daemon of its own for one run, behind a socket; real docker programs speak to it. Its containers share files, loopback,
/// processes and control groups with this host as far as subjects look at them. Its clock is the wall's, as a real daemon's is; only what the harness plays at a real one too (pulls) is divided by the run's scale.
/// </summary>
internal sealed class FakeStage : IWallStage
{
    private readonly FakeDaemon daemon;
    private readonly HttpMessageInvoker client;
    private readonly Scenario scenario;
    private readonly History history;

    private FakeStage(FakeDaemon daemon, Scenario scenario, WallGround ground)
    {
        (this.daemon, this.scenario, history) = (daemon, scenario, ground.History);
        client = EngineTransport.CreateInvoker(daemon.Address);
        Engine = new HttpDockerEngine(client);
        Files = new ScenarioFiles(scenario, ground.Machine, Path.Combine(ground.Folder, "files"), daemon.World.Stage.Files.Registry, ground.TimeScale);
    }

    /// <summary>Starts the daemon. Its ids are seeded by the run's folder, too: those of two runs on this host must differ.</summary>
    public static async Task<IWallStage> Prepare(Scenario scenario, WallGround ground)
    {
        var daemon = await FakeDaemon.StartAsync(new FakeDaemonOptions
        {
            Address = DockerAddress.OfSocket(ground.Folder + "-daemon.sock"),
            Scenario = Scaled(scenario, ground.TimeScale),
            Seed = ground.Seed ^ (ulong)RunToken.HashOf(Encoding.UTF8.GetBytes(ground.Folder)) << 32,
            Names = ground.Names,
            TimeScale = ground.TimeScale,
            SharedFolder = ground.Folder,
        });
        return new FakeStage(daemon, scenario, ground);
    }

    /// <inheritdoc/>
    public DockerAddress Address => daemon.Address;

    /// <inheritdoc/>
    public CreateMark? Mark => null;

    /// <inheritdoc/>
    public IDockerEngine Engine { get; }

    /// <inheritdoc/>
    public IReadOnlyList<FaultRule> Unfired => daemon.World.Plan.Unfired;

    /// <inheritdoc/>
    public void Heal() => daemon.World.Thread.Post(daemon.World.Plan.Heal);

    /// <inheritdoc/>
    public ScenarioFiles Files { get; }

    /// <inheritdoc/>
    public async Task Place()
    {
        await Files.Place();
        var before = await daemon.World.Ask(() =>
        {
            daemon.History.Added += Tell;
            return daemon.History.Events;
        });
        foreach (var line in before)
            Tell(line);
    }

    /// <inheritdoc/>
    public string Reference(string image) => daemon.World.Stage.Reference(image);

    /// <inheritdoc/>
    public Task<HostedProcess> StartProcess(ProcessSpec spec) => HostedProcess.Start(spec);

    /// <inheritdoc/>
    public Task CatchUp() => daemon.World.Ask(() => true);

    /// <inheritdoc/>
    public Task EndDaemon(DaemonEnd how) => daemon.World.Do(host => host.End(how));

    /// <inheritdoc/>
    public Task StartDaemon() => daemon.World.Do(host => host.Start());

    /// <inheritdoc/>
    public Task RemoveImage(string image) => daemon.World.Do(host => host.RemoveImage(image));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RealContainer>> Containers() =>
    [
        .. from container in await daemon.World.Ask(daemon.World.Stage.Containers)
           select container with { Figures = container.LiveProcesses > 0 ? CgroupReading.Read(container.Id, WallTruth.Read) : null },
    ];

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> NewVolumes() => daemon.World.Ask(() => daemon.World.Stage.Host.Truth.UnusedVolumes);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await daemon.DisposeAsync();
    }

    /// <summary>Of what the daemon writes, what no proxy sees: its containers, and the faults inside of it.</summary>
    private void Tell(HistoryEvent line)
    {
        if (line.Data is ContainerCreated or ContainerStarted or ContainerSignalled or ContainerExited or ContainerRemoved or FaultFired)
            history.Add(line.Actor, line.Data);
    }

    /// <summary>Faults at its operations are the proxy's.</summary>
    private static Scenario Scaled(Scenario scenario, double scale) => scenario with
    {
        Faults = [.. scenario.AllFaults.Where(rule => rule.IsInsideDaemon)],
        Personalities = [],
        Images =
        [
            .. scenario.Images.Select(image => image with
            {
                Pull = image.Pull / scale,
                Registry = image.Registry is { } registry ? registry with { For = registry.For / scale } : null,
            }),
        ],
    };
}
