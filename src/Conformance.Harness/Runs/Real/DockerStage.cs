using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Checks;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>A real daemon for one run.</summary>
internal sealed class DockerStage : IWallStage
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly DockerSite site;
    private readonly DockerProps props;
    private readonly ContainerFollower follower;
    private readonly EdgeResolver names;

    private DockerStage(DockerSite site, DockerProps props, ContainerFollower follower, EdgeResolver names) =>
        (this.site, this.props, this.follower, this.names) = (site, props, follower, names);

    /// <summary>Begins to follow the daemon.</summary>
    public static async Task<IWallStage> Prepare(DockerSite site, Scenario scenario, WallGround ground)
    {
        await site.SetLiveRestore(scenario.Daemon.LiveRestore);
        var follower = await ContainerFollower.Start(site.Truth.Engine, ground.History);
        return new DockerStage(site, new DockerProps(site, scenario, ground.Machine, ground.Folder, ground.TimeScale), follower, ground.Names);
    }

    /// <inheritdoc/>
    public DockerAddress Address => site.Address;

    /// <inheritdoc/>
    public CreateMark? Mark => site.Mark;

    /// <inheritdoc/>
    public IDockerEngine Engine => site.Truth.Engine;

    /// <inheritdoc/>
    public IReadOnlyList<FaultRule> Unfired => [];

    /// <inheritdoc/>
    public void Heal()
    {
        // There are no faults inside of a real daemon.
    }

    /// <inheritdoc/>
    public ScenarioFiles Files => props.Files;

    /// <inheritdoc/>
    public async Task Place()
    {
        await props.Place(names);
        await follower.CatchUp();
    }

    /// <inheritdoc/>
    public string Reference(string image) => props.Reference(image);

    /// <inheritdoc/>
    public Task<HostedProcess> StartProcess(ProcessSpec spec) => site.StartProcess(spec);

    /// <inheritdoc/>
    public Task CatchUp() => follower.CatchUp();

    /// <inheritdoc/>
    public Task EndDaemon(DaemonEnd how) => site.EndDaemon(how);

    /// <inheritdoc/>
    public Task StartDaemon() => site.StartDaemon();

    /// <inheritdoc/>
    public async Task RemoveImage(string image)
    {
        site.Forget(props.Reference(image));
        await Engine.Call(new RemoveImage(props.Reference(image), Force: true), Limit, TimeProvider.System);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RealContainer>> Containers() =>
    [
        .. (await site.Truth.Containers())
            .Where(site.IsOurs)
            .Select(found => new RealContainer(found.Id, found.Name, found.Status, found.LiveProcesses, found.Labels, props.IsForeign(found.Id))
            {
                Figures = found.LiveProcesses > 0 ? CgroupReading.Read(found.Id, WallTruth.Read) : null,
            }),
    ];

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> NewVolumes() => props.NewVolumes();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await follower.DisposeAsync();
        await site.Clean(props.Pulled);
    }
}
