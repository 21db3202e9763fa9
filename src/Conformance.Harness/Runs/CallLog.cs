using Conformance.Harness.Subjects;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Runs;

/// <summary>Makes the calls of all agents: numbers them and writes both their lines.</summary>
/// <param name="history">Gets them.</param>
/// <param name="beforeAnswer">Awaited before the line of an answer; null for nothing.</param>
internal sealed class CallLog(History history, Func<Task>? beforeAnswer)
{
    private int last;

    /// <summary>
    /// Calls. The outcome is unanswered when the agent died meanwhile, for then nobody was there to hear an answer; or before, for
    /// then nobody calls.
    /// </summary>
    /// <param name="incarnation">Who calls.</param>
    /// <param name="method">Name of the call.</param>
    /// <param name="containerId">Mesos container id, if any.</param>
    /// <param name="detail">Arguments in a few words.</param>
    /// <param name="call">The call itself; begins before this method returns.</param>
    /// <param name="onArrival">Awaited between the arrival of the answer and the agent's taking note of it.</param>
    /// <param name="resources">Argument of update, for the record.</param>
    public async Task<CallOutcome<T>> Make<T>(
        Incarnation incarnation,
        string method,
        string? containerId,
        string detail,
        Func<IContainerizer, Task<T>> call,
        Func<Task>? onArrival = null,
        IReadOnlyList<Resource>? resources = null)
    {
        if (!incarnation.IsAlive)
            return default;
        var number = ++last;
        history.Add(incarnation.Agent, new CallMade(number, method, containerId, detail) { Agent = incarnation.Agent, Resources = resources });
        T? value = default;
        string? failure = null;
        var isDefinite = false;
        try
        {
            value = await call(incarnation.Process.Containerizer);
        }
        catch (SubjectGoneException)
        {
            return default;
        }
        catch (ContainerizerException exception)
        {
            (failure, isDefinite) = (exception.Message, exception.IsDefinite);
        }

        if (beforeAnswer is not null)
            await beforeAnswer();
        if (onArrival is not null && incarnation.IsAlive)
            await onArrival();
        if (!incarnation.IsAlive)
            return default;
        history.Add(incarnation.Agent, Answer(new CallAnswered(number, method, containerId, failure, isDefinite), value));
        return new CallOutcome<T>(true, value, failure);
    }

    /// <summary>Calls update, with the resources on record for the checks.</summary>
    public Task<CallOutcome<bool>> Update(Incarnation incarnation, string containerId, IReadOnlyList<Resource> resources) => Make(
        incarnation,
        "update",
        containerId,
        Words(resources),
        async subject =>
        {
            await subject.Update(containerId, resources);
            return true;
        },
        resources: resources);

    /// <summary>Resources in a few words.</summary>
    private static string Words(IReadOnlyList<Resource> resources) =>
        string.Join(' ', resources.Select(resource => FormattableString.Invariant($"{resource.Name}={resource.Scalar.Value}")));

    private static CallAnswered Answer<T>(CallAnswered answered, T? value) => answered.Failure is not null
        ? answered
        : value switch
        {
            bool launched when answered.Method == "launch" => answered with { Launched = launched },
            Termination termination => answered with { Termination = termination },
            ResourceStatistics statistics => answered with { Statistics = statistics },
            IReadOnlyList<string> containers => answered with { Containers = containers },
            _ => answered,
        };
}

/// <summary>What came of a call.</summary>
/// <param name="IsAnswered">Whether there was an answer.</param>
/// <param name="Value">The answer.</param>
/// <param name="Failure">The failure's message; null if it succeeded.</param>
internal readonly record struct CallOutcome<T>(bool IsAnswered, T? Value, string? Failure);

/// <summary>One life of an agent.</summary>
/// <param name="agent">Which; see <see cref="AgentName"/>.</param>
/// <param name="number">From 1.</param>
/// <param name="slaveId">Its id.</param>
/// <param name="process">Its process.</param>
/// <param name="machine">Makes promises.</param>
internal sealed class Incarnation(string agent, int number, string slaveId, ISubjectProcess process, IMachine machine)
{
    /// <summary>Which agent; see <see cref="AgentName"/>.</summary>
    public string Agent { get; } = agent;

    /// <summary>From 1.</summary>
    public int Number { get; } = number;

    /// <summary>Its id.</summary>
    public string SlaveId { get; } = slaveId;

    /// <summary>Its process.</summary>
    public ISubjectProcess Process { get; } = process;

    /// <summary>Whether it lives.</summary>
    public bool IsAlive { get; set; } = true;

    /// <summary>Its face to executors.</summary>
    public ExecutorDesk? Desk { get; set; }

    /// <summary>Settled at its death.</summary>
    public Completion<bool> Died { get; } = machine.Completion<bool>();
}
