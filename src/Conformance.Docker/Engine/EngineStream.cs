namespace Conformance.Docker;

/// <summary>
/// An answer that comes in pieces: pull progress, logs, events, and wait, whose head comes long before its body.
/// The reader asks for each item, so a slow reader slows the writer and nothing grows without bound.
/// </summary>
public abstract class EngineStream<T>
    where T : class
{
    /// <summary>
    /// The next item, or null at the regular end. Throws <see cref="DockerException"/> when the connection breaks. Not to be
    /// called again before the previous call has completed.
    /// </summary>
    public abstract Task<T?> Next();

    /// <summary>Closes the connection; a pending <see cref="Next"/> fails as broken. No error when it has ended.</summary>
    public abstract void Close();
}
