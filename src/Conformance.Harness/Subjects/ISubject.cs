using Conformance.Mesos;

namespace Conformance.Harness.Subjects;

/// <summary>A containerizer under test, as something that an agent can start, kill and start again.</summary>
public interface ISubject
{
    /// <summary>
    /// Starts an incarnation. Calls may be made as soon as this has completed. A subject that cannot be started or breaks its
    /// protocol is a <see cref="Runs.SubjectException"/>.
    /// </summary>
    /// <param name="agent">Whose it is; see <see cref="Runs.AgentName"/>.</param>
    /// <param name="options">What it is told.</param>
    Task<ISubjectProcess> Start(string agent, ContainerizerOptions options);
}

/// <summary>One incarnation: an agent process with the containerizer in it.</summary>
public interface ISubjectProcess
{
    /// <summary>
    /// Its calls. A call that is open when the process dies throws <see cref="SubjectGoneException"/>: it has no answer. Calls
    /// made in an order arrive in that order.
    /// </summary>
    IContainerizer Containerizer { get; }

    /// <summary>
    /// Whether it starts, for each task, an executor that registers with the agent: the capability <c>executors</c>. A task then
    /// counts as running only once that has said so.
    /// </summary>
    bool HasExecutors { get; }

    /// <summary>Whether the labels of a task are labels of its container: the capability <c>labels</c>.</summary>
    bool PassesLabels { get; }

    /// <summary>Completes when the process has ended, for whatever reason; the words say how.</summary>
    Task<string> Gone { get; }

    /// <summary>SIGKILL, at once. Its child processes die too if asked, else they go on.</summary>
    void Kill(bool withChildren);

    /// <summary>Ends it as a service manager does; completes when it is gone.</summary>
    Task Stop();
}

/// <summary>The process that was called is dead, so the call has no answer.</summary>
public sealed class SubjectGoneException() : Exception("The agent's process is dead; the call has no answer.");
