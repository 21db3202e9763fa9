using Conformance.Docker;

namespace Conformance.Tests.Docker;

/// <summary>A daemon that answers as a test says: a value, a stream, or an exception to fail with; nothing at all hangs.</summary>
internal sealed class ScriptedEngine(params object?[] answers) : IDockerEngine
{
    private readonly Queue<object?> _answers = new(answers);

    public List<EngineOperation> Received { get; } = [];

    public int Aborted { get; private set; }

    public EngineCall<T> Begin<T>(EngineOperation<T> operation)
    {
        Received.Add(operation);
        return new Call<T>(this, _answers.Dequeue());
    }

    private sealed class Call<T>(ScriptedEngine engine, object? answer) : EngineCall<T>
    {
        private readonly TaskCompletionSource<T> _reply = Answer(answer);

        public override Task<T> Reply => _reply.Task;

        public override void Abort()
        {
            engine.Aborted++;
            _reply.TrySetException(DockerException.Broken());
        }

        private static TaskCompletionSource<T> Answer(object? answer)
        {
            var reply = new TaskCompletionSource<T>();
            if (answer is Exception exception)
                reply.SetException(exception);
            else if (answer is not null)
                reply.SetResult((T)answer);
            return reply;
        }
    }
}

/// <summary>A stream of what a test says; an exception among the items breaks it, null at the end lets it hang.</summary>
internal sealed class ScriptedStream<T>(params object?[] items) : EngineStream<T>
    where T : class
{
    private readonly Queue<object?> _items = new(items);
    private TaskCompletionSource<T?>? _pending;

    public bool IsClosed { get; private set; }

    public override Task<T?> Next()
    {
        if (!_items.TryDequeue(out var item))
            return Task.FromResult<T?>(null);
        return item switch
        {
            null => (_pending = new TaskCompletionSource<T?>()).Task,
            Exception exception => Task.FromException<T?>(exception),
            _ => Task.FromResult<T?>((T)item),
        };
    }

    public override void Close()
    {
        IsClosed = true;
        _pending?.TrySetException(DockerException.Broken());
    }
}
