using System.Runtime.CompilerServices;

namespace Conformance.Machine;

/// <summary>Awaiting a task that may have failed, where failing is an answer as good as any.</summary>
public static class TaskEnds
{
    /// <summary>
    /// Awaits the end of a task and gives back the task, without throwing what it failed with: a throw for each async method
    /// on the way of an everyday failure costs more than all the rest of a simulated call.
    /// </summary>
    public static TaskEnd<T> End<T>(this Task<T> task) => new(task);
}

/// <summary>Awaited to the end of a task; see <see cref="TaskEnds.End"/>. Comes back to its process as any await does.</summary>
public readonly struct TaskEnd<T> : ICriticalNotifyCompletion
{
    private readonly Task<T> task;

    internal TaskEnd(Task<T> task) => this.task = task;

    /// <summary>Whether it has ended.</summary>
    public bool IsCompleted => task.IsCompleted;

    /// <summary>Itself.</summary>
    public TaskEnd<T> GetAwaiter() => this;

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => task.GetAwaiter().OnCompleted(continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation) => task.GetAwaiter().UnsafeOnCompleted(continuation);

    /// <summary>The task, which has ended.</summary>
    public Task<T> GetResult() => task;
}
