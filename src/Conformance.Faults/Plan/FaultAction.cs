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

    /// <summary>
    /// Why it makes no sense at this operation or point and side of the effect, one sentence for a person; null if it does.
    /// The scenario reader refuses what is refused here. Default: it makes sense everywhere.
    /// </summary>
    public virtual string? Refuses(string operation, Phase phase) => null;

    /// <summary>Acts, and says how the operation goes on.</summary>
    public abstract Task<FaultEffect> Perform(Edge edge, IFaultHost host, FaultPlan plan);

    /// <summary>A few words for the timeline.</summary>
    public abstract string Describe();
}
