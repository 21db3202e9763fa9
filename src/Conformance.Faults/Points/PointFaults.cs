using Conformance.Docker;
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

    /// <summary>
    /// Passes a point inside of the daemon. A hang there ends when the faults are healed, as a daemon's does that comes to
    /// itself; an error is thrown as the daemon's.
    /// </summary>
    /// <param name="name">Name of the point.</param>
    /// <param name="dockerName">Docker name of the container.</param>
    public async Task PassInside(string name, string dockerName)
    {
        switch (await plan.Reach(new Edge(name, names.Container(dockerName), null, Phase.Before)))
        {
            case NeverAnswer:
                await plan.Healed;
                break;
            case AnswerError error:
                throw DockerException.Answered(error.Status, error.Message);
        }
    }
}
