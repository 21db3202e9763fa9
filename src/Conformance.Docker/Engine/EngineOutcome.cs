using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>
/// What came of a request, as a value: an answer or a failure. For whoever takes some failure, such as 404, for an answer.
/// </summary>
/// <typeparam name="T">Of the answer.</typeparam>
public readonly struct EngineOutcome<T>
{
    private readonly T? value;

    /// <summary>An answer.</summary>
    public EngineOutcome(T value) => this.value = value;

    /// <summary>A failure.</summary>
    public EngineOutcome(DockerException failure) => Failure = failure;

    /// <summary>The failure; null if there is an answer.</summary>
    public DockerException? Failure { get; }

    /// <summary>The answer; throws the failure.</summary>
    public T Value => Failure is null ? value! : throw Failure;

    /// <summary>What comes of a task. Failures that are not a daemon's are thrown.</summary>
    public static async Task<EngineOutcome<T>> Of(Task<T> task)
    {
        var ended = await task.End();
        if (ended.IsCompletedSuccessfully)
            return new EngineOutcome<T>(ended.Result);
        if (ended.Exception?.InnerException is DockerException failure)
            return new EngineOutcome<T>(failure);
        return new EngineOutcome<T>(await ended);
    }
}
