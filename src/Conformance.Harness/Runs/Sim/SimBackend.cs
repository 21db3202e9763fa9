using Conformance.Harness.Subjects;

namespace Conformance.Harness.Runs;

/// <summary>
/// The fake daemon in virtual time, in this process. Keeps nothing between runs: each makes a World of its own, so runs on
/// several threads do not know of each other.
/// </summary>
internal sealed class SimBackend : IBackend
{
    /// <inheritdoc/>
    public string Name => "sim";

    /// <inheritdoc/>
    public RecordedRun Run(RunRequest request, SubjectName subject)
    {
        if (subject.Kind != "reference")
            throw new UsageException($"subject '{subject.Text}' is a program of its own and needs a real clock: it runs on docker, not on sim.");
        return new SimRun(request, subject).Carry();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
