namespace Conformance.Docker;

/// <summary>One request on its own connection: what it takes to cut it.</summary>
/// <param name="outer">Ends it too.</param>
public sealed class HttpExchange(CancellationToken outer = default)
{
    private readonly CancellationTokenSource _aborted = CancellationTokenSource.CreateLinkedTokenSource(outer);
    private HttpResponseMessage? _message;

    /// <summary>Fires when the client gave up.</summary>
    public CancellationToken Aborted => _aborted.Token;

    /// <summary>Whether it did.</summary>
    public bool IsAborted => _aborted.IsCancellationRequested;

    /// <summary>Takes over the answer, which is then closed with the connection.</summary>
    public void Own(HttpResponseMessage message)
    {
        _message = message;
        if (IsAborted)
            message.Dispose();
    }

    /// <summary>Closes the connection; what is pending fails as broken.</summary>
    public void Close()
    {
        _aborted.Cancel();
        _message?.Dispose();
    }
}
