using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>The adapter for points of agent and machine. Of the effects only proceeding and hanging make sense there; the reader of scenarios refuses others.</summary>
public sealed class PointFaults(FaultPlan plan, IContainerNames names)
{
    /// <summary>
    /// Passes a point; see <see cref="IMachine.Point"/>. With <see cref="NeverAnswer"/> it does not return; a crash of the agent
    /// that it is called in does not either.
    /// </summary>
    /// <param name="name">Name of the point.</param>
    /// <param name="mesosId">Mesos id of the container, if any.</param>
    /// <param name="phase">Side of its effect.</param>
    public async Task Pass(string name, string? mesosId, Phase phase)
    {
        if (await plan.Reach(new Edge(name, names.Container(mesosId), null, phase)) is NeverAnswer)
            await plan.Host.Completion<bool>().Task;
    }
}
