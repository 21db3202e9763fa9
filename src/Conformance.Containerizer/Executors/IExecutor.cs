using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>What an executor does with what its driver tells it. Called one at a time, in the order of the messages.</summary>
public interface IExecutor
{
    /// <summary>A task to run.</summary>
    Task LaunchTask(TaskInfo task);

    /// <summary>A task to end.</summary>
    Task KillTask(string taskId);

    /// <summary>Everything is to end, and then the executor itself.</summary>
    Task Shutdown();
}
