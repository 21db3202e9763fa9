namespace Conformance.Docker;

/// <summary>A daemon as its clients see it. Implementations: over HTTP, and over messages in a simulation.</summary>
public interface IDockerEngine
{
    /// <summary>
    /// Sends a request. It never throws by itself: trouble arrives through <see cref="EngineCall{T}.Reply"/> as a
    /// <see cref="DockerException"/>. One connection per call; it ends with the reply (or its stream), with
    /// <see cref="EngineCall{T}.Abort"/>, or with the calling process.
    /// </summary>
    EngineCall<T> Begin<T>(EngineOperation<T> operation);
}

/// <summary>A request that was sent.</summary>
public abstract class EngineCall<T>
{
    /// <summary>The answer; for a stream, its head.</summary>
    public abstract Task<T> Reply { get; }

    /// <summary>The answer or the failure, as a value. Take this or <see cref="Reply"/>.</summary>
    public virtual Task<EngineOutcome<T>> Outcome => EngineOutcome<T>.Of(Reply);

    /// <summary>
    /// Closes the connection. The daemon learns of it, and goes on with whatever it does, except a pull. The reply, if
    /// still open, fails as broken.
    /// </summary>
    public abstract void Abort();
}

/// <summary>A daemon as seen from the inside: who answers requests. Implementations: the fake engine, and decorators of it.</summary>
public interface IEngineService
{
    /// <summary>
    /// Performs a request and answers it. Throws <see cref="DockerException"/> for an error answer
    /// (<see cref="DockerFailure.Answered"/>) or to cut the connection (<see cref="DockerFailure.Broken"/>).
    /// </summary>
    Task<T> Handle<T>(EngineOperation<T> operation, EngineClient client);
}

/// <summary>The client side of one request, as the daemon knows it.</summary>
/// <param name="Name">Who calls, for the history.</param>
/// <param name="Gone">Completes when the client has closed the connection or died.</param>
public sealed record EngineClient(string Name, Task Gone);

/// <summary>Calls with a limit.</summary>
public static class DockerEngineExtensions
{
    /// <summary>Sends and awaits without a limit of its own.</summary>
    public static Task<T> Call<T>(this IDockerEngine engine, EngineOperation<T> operation) => engine.Begin(operation).Reply;

    /// <summary>
    /// Sends and awaits; after <paramref name="limit"/> the call is aborted and fails as
    /// <see cref="DockerFailure.TimedOut"/>, which is indefinite.
    /// </summary>
    public static async Task<T> Call<T>(this IDockerEngine engine, EngineOperation<T> operation, TimeSpan limit, TimeProvider time) =>
        (await engine.Try(operation, limit, time)).Value;

    /// <summary>As <see cref="Call{T}(IDockerEngine, EngineOperation{T}, TimeSpan, TimeProvider)"/>, with a failure as a value.</summary>
    public static async Task<EngineOutcome<T>> Try<T>(this IDockerEngine engine, EngineOperation<T> operation, TimeSpan limit, TimeProvider time)
    {
        var call = engine.Begin(operation);
        try
        {
            return await call.Outcome.WaitAsync(limit, time);
        }
        catch (TimeoutException)
        {
            call.Abort();
            return new EngineOutcome<T>(DockerException.TimedOut(operation.Name, limit));
        }
    }
}
