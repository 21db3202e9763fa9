using Conformance.Gateway;
using Conformance.Harness.Subjects;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>
/// A real daemon: one of our own, started at the first run and kept for all, or an existing one. Runs come one at a time;
/// between two of them nothing is left at the daemon but images.
/// </summary>
internal sealed class DockerBackend : IBackend
{
    private readonly Lock turn = new();
    private readonly DockerSite site;
    private int runs;

    /// <summary>Starts or finds the daemon.</summary>
    /// <exception cref="EnvironmentException">There is none and none can be started.</exception>
    public DockerBackend(RunnerOptions options) => site = Task.Run(() => DockerSite.Start(options)).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public string Name => "docker";

    /// <inheritdoc/>
    public RecordedRun Run(RunRequest request, SubjectName subject)
    {
        lock (turn)
            return EventLoop.Run(() => new WallRun(site.Options, site.Folder, ++runs, request, subject).Carry(ground => DockerStage.Prepare(site, request.Scenario, ground)));
    }

    /// <inheritdoc/>
    public void Dispose() => Task.Run(async () => await site.DisposeAsync()).GetAwaiter().GetResult();
}
