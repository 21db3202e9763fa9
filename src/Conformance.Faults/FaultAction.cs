using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>
/// What happens at an edge. One record per action, in a file of its own under <c>Actions</c>, with a
/// <see cref="WordAttribute"/>. An action is performed by <see cref="Perform"/>, which says how the operation goes on;
/// the three adapters (engine in process, HTTP, machine) carry that out.
/// </summary>
public abstract record FaultAction
{
    /// <summary>
    /// Whether a caller that sees the failure may conclude that the effect did not happen. Given the phase, because the same
    /// error before the effect and after it means opposite things; false wherever the caller cannot know.
    /// </summary>
    public abstract bool IsDefinite(Phase phase);

    /// <summary>For which operations it makes sense; the scenario reader refuses others. Default: all.</summary>
    public virtual bool Applies(string operation) => true;

    /// <summary>Acts, and says how the operation goes on.</summary>
    public abstract Task<FaultEffect> Perform(Edge edge, IFaultHost host);

    /// <summary>A few words for the timeline.</summary>
    public abstract string Describe();
}

/// <summary>How an operation goes on after a fault acted on it.</summary>
public abstract record FaultEffect
{
    /// <summary>As if nothing had happened.</summary>
    public static FaultEffect Proceed { get; } = new ProceedEffect();

    private sealed record ProceedEffect : FaultEffect;
}

/// <summary>The caller is answered with this error; before the effect, the effect does not happen.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">Message of the body.</param>
public sealed record AnswerError(int Status, string Message) : FaultEffect;

/// <summary>The connection is cut; before the effect, the effect does not happen.</summary>
/// <param name="AfterItems">Of a stream, after this many items were passed on; 0 cuts before the head.</param>
/// <param name="IsReset">RST instead of FIN.</param>
public sealed record CutConnection(int AfterItems, bool IsReset) : FaultEffect;

/// <summary>Nothing is ever answered. The connection stays open until the client goes.</summary>
/// <param name="AfterItems">Of a stream, after this many items were passed on; 0 withholds the head too.</param>
public sealed record NeverAnswer(int AfterItems) : FaultEffect;

/// <summary>What actions can do to the world around them. Implemented by the runner of each backend.</summary>
public interface IFaultHost
{
    /// <summary>Waits, in the scenario's time (divided by the time scale on wall-clock backends).</summary>
    Task Delay(TimeSpan duration);

    /// <summary>Completes when the edge has been reached (also if it was before).</summary>
    Task Reached(Trigger trigger);

    /// <summary>Kills the agent with the containerizer in it. From a point of that very process it does not return.</summary>
    Task CrashAgent(AgentCrash crash);
}

/// <summary>How an agent dies.</summary>
/// <param name="State">What is left of its checkpoints.</param>
/// <param name="WithChildren">Its child processes (docker programs) die with it; else they go on.</param>
public sealed record AgentCrash(StateLoss State, bool WithChildren);

/// <summary>What is left of an agent's checkpoints after its crash.</summary>
public enum StateLoss
{
    /// <summary>All of them.</summary>
    Kept,

    /// <summary>The last write is torn at a byte that the seed chooses, or its rename is missing.</summary>
    Partial,

    /// <summary>The folder is gone; the agent comes back with a new id.</summary>
    Lost,
}
