using Conformance.Docker;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// What Mesos' Docker containerizer did from 0.20.0 to 0.23.0 (src/slave/containerizer/docker.cpp), leaks included: the
/// counterpart of <see cref="DockerContainerizer"/>, made so that checks and scenarios can show what was wrong and others can
/// see whether theirs has the same faults.
/// </summary>
/// <remarks>
/// Where it differs from the correct one, in its structure: no call has a limit; a failed run is not cleaned up; a container
/// that is running can be destroyed only once its executor is reaped, so that a launch that breaks off in between leaves it for
/// ever; removal is tried once; what ends the container is the end of its executor, not its own; recovery believes pids and names.
/// Errors carry the daemon's words; the command line that Mesos puts before them is left out.
/// </remarks>
public sealed class FaithfulContainerizer : IContainerizer
{
    private readonly FaithfulContext context;
    private readonly FaithfulLaunch launcher;
    private readonly FaithfulDestroy destroyer;
    private readonly FaithfulRecover recoverer;
    private readonly FaithfulUpdate updater;
    private readonly FaithfulUsage usage;

    /// <summary>A containerizer without records.</summary>
    /// <param name="machine">Clock, disk, processes.</param>
    /// <param name="docker">The daemon.</param>
    /// <param name="options">Flags.</param>
    /// <param name="profile">Command lines.</param>
    /// <param name="release">Behaviours.</param>
    public FaithfulContainerizer(IMachine machine, IDocker docker, ContainerizerOptions options, Profile profile, Release release)
    {
        context = new FaithfulContext(machine, docker, options, profile, release);
        destroyer = new FaithfulDestroy(context);
        launcher = new FaithfulLaunch(context, destroyer);
        recoverer = new FaithfulRecover(context, destroyer);
        updater = new FaithfulUpdate(context);
        usage = new FaithfulUsage(context);
    }

    /// <inheritdoc/>
    public Task Recover(SlaveState? state) => recoverer.Recover(state);

    /// <inheritdoc/>
    public Task<bool> Launch(Launch launch) => launcher.Launch(launch);

    /// <inheritdoc/>
    public Task Update(string containerId, IReadOnlyList<Resource> resources) =>
        context.Containers.TryGetValue(containerId, out var record) ? updater.Update(record, resources) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ResourceStatistics> Usage(string containerId) => context.Containers.TryGetValue(containerId, out var record)
        ? usage.Usage(record)
        : Task.FromException<ResourceStatistics>(Unknown(containerId));

    /// <inheritdoc/>
    public Task<Termination> Wait(string containerId) => context.Containers.TryGetValue(containerId, out var record)
        ? record.Termination.Task
        : Task.FromException<Termination>(Unknown(containerId));

    /// <inheritdoc/>
    public Task Destroy(string containerId)
    {
        destroyer.Destroy(containerId, isKilled: true);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> Containers() => Task.FromResult<IReadOnlyList<string>>([.. context.Containers.Keys]);

    private static ContainerizerException Unknown(string containerId) => new($"Unknown container: {containerId}", isDefinite: true);
}
