using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>A stream whose items are all known when it begins.</summary>
internal sealed class ReadyLines<T>(IEnumerable<T> lines) : EngineStream<T>
    where T : class
{
    private readonly Queue<T> left = new(lines);

    /// <inheritdoc/>
    public override Task<T?> Next() => Task.FromResult(left.TryDequeue(out var line) ? line : null);

    /// <inheritdoc/>
    public override void Close() => left.Clear();
}
