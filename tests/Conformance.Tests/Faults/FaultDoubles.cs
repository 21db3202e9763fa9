using Conformance.Docker;
using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Tests.Faults;

/// <summary>A host whose time passes when the test says so.</summary>
internal sealed class HostDouble : IFaultHost
{
    public List<AgentCrash> Crashes { get; } = [];

    public Queue<TaskCompletionSource> Delays { get; } = [];

    public List<(DaemonEnd How, TimeSpan Downtime)> Ends { get; } = [];

    public List<string> RemovedImages { get; } = [];

    public Completion<T> Completion<T>() => new CompletionDouble<T>();

    public Task Delay(TimeSpan duration)
    {
        var delay = new TaskCompletionSource();
        Delays.Enqueue(delay);
        return delay.Task;
    }

    public Task CrashAgent(AgentCrash crash)
    {
        Crashes.Add(crash);
        return Task.CompletedTask;
    }

    public Task EndDaemon(DaemonEnd how, TimeSpan downtime)
    {
        Ends.Add((how, downtime));
        return Task.CompletedTask;
    }

    public Task RemoveImage(string image)
    {
        RemovedImages.Add(image);
        return Task.CompletedTask;
    }

    private sealed class CompletionDouble<T> : Completion<T>
    {
        private readonly TaskCompletionSource<T> source = new();

        public override Task<T> Task => source.Task;

        public override bool IsSettled => source.Task.IsCompleted;

        public override bool TrySet(T value) => source.TrySetResult(value);

        public override bool TryFail(Exception exception) => source.TrySetException(exception);
    }
}

/// <summary>An engine that answers at once and remembers what it did.</summary>
internal sealed class EngineDouble : IEngineService
{
    public const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public List<EngineOperation> Done { get; } = [];

    public StreamDouble<PullProgress>? Pull { get; private set; }

    public Task<T> Handle<T>(EngineOperation<T> operation, EngineClient client)
    {
        Done.Add(operation);
        object reply = operation switch
        {
            CreateContainer => new CreateReply(Id, []),
            StartContainer => new Nothing(),
            PullImage => Pull = new StreamDouble<PullProgress>([.. Enumerable.Range(1, 4).Select(line => new PullProgress { Status = $"line {line}" })]),
            WaitContainer => new StreamDouble<WaitReply>([new WaitReply(0)]),
            _ => throw new InvalidOperationException(operation.Name),
        };
        return Task.FromResult((T)reply);
    }
}

/// <summary>A stream of given items.</summary>
internal sealed class StreamDouble<T>(IReadOnlyList<T> items) : EngineStream<T>
    where T : class
{
    private int next;

    public bool IsClosed { get; private set; }

    public override Task<T?> Next() => Task.FromResult(next < items.Count ? items[next++] : null);

    public override void Close() => IsClosed = true;
}
