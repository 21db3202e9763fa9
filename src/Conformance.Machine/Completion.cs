namespace Conformance.Machine;

/// <summary>
/// A promise whose waiters are resumed by the machine, never inside the call that settles it.
/// In a simulation settling posts an item to the run queue; on a real machine continuations run asynchronously.
/// Use it instead of <see cref="TaskCompletionSource{TResult}"/>.
/// </summary>
public abstract class Completion<T>
{
    /// <summary>Completes once, after <see cref="TrySet"/> or <see cref="TryFail"/>.</summary>
    public abstract Task<T> Task { get; }

    /// <summary>Whether it was settled, even if the waiters have not been resumed yet.</summary>
    public abstract bool IsSettled { get; }

    /// <summary>Settles with a value. False if it was settled before.</summary>
    public abstract bool TrySet(T value);

    /// <summary>Settles with a failure. False if it was settled before.</summary>
    public abstract bool TryFail(Exception exception);
}
