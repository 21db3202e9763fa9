namespace Conformance.Machine;

/// <summary>
/// The loopback network of a machine, at the granularity of HTTP requests. Whoever listens does so as a process: it dies with it.
/// </summary>
public interface INetwork
{
    /// <summary>Sends a request and awaits the whole answer, whatever its status.</summary>
    /// <param name="call">What to send and where.</param>
    /// <param name="limit">For everything: connect, send, answer.</param>
    /// <exception cref="NetworkException">There was no answer; its <see cref="NetworkException.Failure"/> says why.</exception>
    Task<HttpAnswer> Send(HttpCall call, TimeSpan limit);

    /// <summary>
    /// Listens until the listener is disposed or the current process dies; requests under way are then cut.
    /// </summary>
    /// <param name="address"><c>127.0.0.1:PORT</c>; port 0 takes a free one.</param>
    /// <param name="serve">
    /// Answers a request, in the listening process; several may be open at a time. A <see cref="NetworkException"/> from it cuts
    /// the connection without an answer; any other exception ends the process.
    /// </param>
    /// <exception cref="NetworkException">Somebody listens there already.</exception>
    Task<IListener> Listen(string address, Func<HttpCall, Task<HttpAnswer>> serve);

    /// <summary>
    /// Connects and stays connected without a word, as libprocess does to learn of a peer's death: completes when the other side
    /// has gone.
    /// </summary>
    /// <exception cref="NetworkException">Nobody listens there.</exception>
    Task Link(string address);
}

/// <summary>Somebody who listens. Disposing ends it at once; nothing happens the second time.</summary>
public interface IListener : IDisposable
{
    /// <summary>Where: <c>127.0.0.1:PORT</c>.</summary>
    string Address { get; }
}
