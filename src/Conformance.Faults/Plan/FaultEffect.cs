namespace Conformance.Faults;

/// <summary>How an operation goes on after a fault acted on it. The adapters carry it out.</summary>
public abstract record FaultEffect
{
    /// <summary>As if nothing had happened, even if the client has gone meanwhile: a daemon finishes what it accepted.</summary>
    public static FaultEffect Proceed { get; } = new ProceedEffect();

    /// <summary>
    /// As if nothing had happened; but before the effect, a client that has gone meanwhile leaves no trace: its request
    /// never reached the daemon.
    /// </summary>
    public static FaultEffect ProceedUnlessGone { get; } = new ProceedUnlessGoneEffect();

    private sealed record ProceedEffect : FaultEffect;

    private sealed record ProceedUnlessGoneEffect : FaultEffect;
}

/// <summary>The caller is answered with this error; before the effect, the effect does not happen.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">Message of the body.</param>
public sealed record AnswerError(int Status, string Message) : FaultEffect;

/// <summary>The connection is cut; before the effect, the effect does not happen, except when items of a stream were to pass.</summary>
/// <param name="Place">Where in the answer.</param>
/// <param name="AfterItems">Of a stream cut in its body, after this many items were passed on.</param>
/// <param name="IsReset">RST instead of FIN.</param>
public sealed record CutConnection(CutPlace Place, int AfterItems, bool IsReset) : FaultEffect;

/// <summary>Where a connection is cut.</summary>
public enum CutPlace
{
    /// <summary>Before the first byte of the answer.</summary>
    Headers,

    /// <summary>In the body: of a stream after some items, of another answer in its middle.</summary>
    Body,
}

/// <summary>Nothing is ever answered, the head neither; the connection stays open until the client goes. Before the effect, it does not happen.</summary>
public sealed record NeverAnswer : FaultEffect;

/// <summary>A stream stops after some items, and goes on when it has healed.</summary>
/// <param name="AfterItems">Items that pass first.</param>
/// <param name="For">How long nothing passes, in the scenario's time; null for ever.</param>
public sealed record StallStream(int AfterItems, TimeSpan? For) : FaultEffect;

/// <summary>A stream ends early as if it had ended well: no error, the rest is missing. The daemon sees its client go.</summary>
/// <param name="AfterItems">Items that pass first.</param>
public sealed record TruncateStream(int AfterItems) : FaultEffect;

/// <summary>A pull says after some items, inside its 200 answer, that it failed; then the stream ends. The image is not there.</summary>
/// <param name="AfterItems">Items that pass first.</param>
/// <param name="Message">Text of <c>error</c> and <c>errorDetail.message</c>.</param>
public sealed record FailPull(int AfterItems, string Message) : FaultEffect;

/// <summary>The caller is answered as if it were done, and nothing is done. Only where the answer of a success is empty.</summary>
public sealed record PretendDone : FaultEffect;

/// <summary>The answer is the one that was last given to the same question about the same container; the true one if there was none.</summary>
public sealed record AnswerStale : FaultEffect;
