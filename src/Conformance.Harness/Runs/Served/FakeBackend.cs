using Conformance.Gateway;
using Conformance.Harness.Subjects;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>The fake daemon behind a socket, a new one for each run: what a containerizer in any language meets without a real one.</summary>
internal sealed class FakeBackend(RunnerOptions options) : IBackend
{
    private readonly Lock turn = new();
    private readonly OwnedFolder folder = OwnedFolder.Create(options.WorkFolder);
    private int runs;

    /// <inheritdoc/>
    public string Name => "fake";

    /// <inheritdoc/>
    public RecordedRun Run(RunRequest request, SubjectName subject)
    {
        lock (turn)
            return EventLoop.Run(() => new WallRun(options, folder, ++runs, request, subject).Carry(ground => FakeStage.Prepare(request.Scenario, ground)));
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete();
}
