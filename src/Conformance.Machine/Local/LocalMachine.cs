namespace Conformance.Machine;

/// <summary>This host as it is: its clock, processes and files. Made to run on an <see cref="EventLoop"/>.</summary>
public sealed class LocalMachine : IMachine
{
    private readonly INetwork? network;

    /// <summary>
    /// What is done at each point, for a harness that injects faults into a real process (default: nothing, and
    /// <see cref="Point"/> completes at once).
    /// </summary>
    public Func<string, string?, Phase, Task>? OnPoint { get; init; }

    /// <inheritdoc/>
    public Instant Now => ReadClock();

    /// <inheritdoc/>
    public TimeProvider Time => TimeProvider.System;

    /// <inheritdoc/>
    public IDisk Disk { get; } = new LocalDisk();

    /// <inheritdoc/>
    public IProcesses Processes { get; } = new LocalProcesses();

    /// <summary>Sockets belong to a room above this one, which gives its network here; without one, asking for it throws.</summary>
    public INetwork Network
    {
        get => network ?? throw new InvalidOperationException("this machine was made without a network");
        init => network = value;
    }

    /// <inheritdoc/>
    public Completion<T> Completion<T>() => new LocalCompletion<T>();

    /// <summary>
    /// As the seam says; without an <see cref="EventLoop"/> below, an escaped exception ends the whole process.
    /// </summary>
    public void Spawn(string name, Func<Task> body) => _ = Watch(name, body, SynchronizationContext.Current as EventLoop);

    /// <inheritdoc/>
    public Task Point(string name, string? container, Phase phase) => OnPoint?.Invoke(name, container, phase) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public double NextRandom() => Random.Shared.NextDouble();

    /// <summary>The wall clock.</summary>
    internal static Instant ReadClock() => Instant.From(TimeProvider.System.GetUtcNow());

    private static async Task Watch(string name, Func<Task> body, EventLoop? loop)
    {
        try
        {
            await body();
        }
        catch (Exception e)
        {
            var failure = new InvalidOperationException($"{name}: {e.Message}", e);
            if (loop is null)
                ThreadPool.UnsafeQueueUserWorkItem(_ => throw failure, null);
            else
                loop.Fail(failure);
        }
    }
}

/// <summary>A promise whose waiters resume through their own context or the thread pool.</summary>
internal sealed class LocalCompletion<T> : Completion<T>
{
    private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public override Task<T> Task => source.Task;

    /// <inheritdoc/>
    public override bool IsSettled => source.Task.IsCompleted;

    /// <inheritdoc/>
    public override bool TrySet(T value) => source.TrySetResult(value);

    /// <inheritdoc/>
    public override bool TryFail(Exception exception) => source.TrySetException(exception);
}
