using Conformance.Docker;
using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>Judges by the fault plan of a run. Requests that the plan has no name for pass.</summary>
public sealed class PlanJudge(FaultPlan plan, IContainerNames names) : IEdgeJudge
{
    /// <inheritdoc/>
    public Task<FaultEffect> Reach(ProxiedRequest request, Phase phase) => request switch
    {
        { Create: { } create } => plan.Reach(names.Resolve(create, phase)),
        { Target: { } target } => plan.Reach(new Edge(target.Operation, names.Container(target.Container), names.Image(target.Image), phase)),
        _ => Task.FromResult(FaultEffect.Proceed),
    };

    /// <inheritdoc/>
    public void Learn(CreateContainer create, CreateReply reply) => names.Learn(create, reply);

    /// <inheritdoc/>
    public string? NameOf(string? container) => names.Container(container);

    /// <inheritdoc/>
    public Task Delay(TimeSpan duration) => plan.Host.Delay(duration);
}

/// <summary>Lets everything pass: a proxy that only records.</summary>
public sealed class LenientJudge : IEdgeJudge
{
    /// <inheritdoc/>
    public Task<FaultEffect> Reach(ProxiedRequest request, Phase phase) => Task.FromResult(FaultEffect.Proceed);

    /// <inheritdoc/>
    public void Learn(CreateContainer create, CreateReply reply)
    {
    }

    /// <inheritdoc/>
    public Task Delay(TimeSpan duration) => Task.Delay(duration);
}
