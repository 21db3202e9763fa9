namespace Conformance.FakeDocker;

/// <summary>
/// An open file description: shared by the descriptors that were made from one another, closed when the last of them is.
/// </summary>
internal abstract class OpenFile
{
    private int references = 1;

    /// <summary>One more descriptor refers to it.</summary>
    public OpenFile Retain()
    {
        references++;
        return this;
    }

    /// <summary>One descriptor less; the last one closes it.</summary>
    public void Release()
    {
        if (--references == 0)
            Closed();
    }

    /// <summary>
    /// Writes everything. False when the writer must stop: it was killed meanwhile, or nobody reads any more (then it has got
    /// the signal PIPE).
    /// </summary>
    public virtual Task<bool> Write(InnerProcess writer, ReadOnlyMemory<byte> bytes) => Task.FromResult(true);

    /// <summary>At most <paramref name="limit"/> bytes; empty at the end, and when the reader was killed.</summary>
    public virtual Task<ReadOnlyMemory<byte>> Read(InnerProcess reader, int limit) => Task.FromResult(ReadOnlyMemory<byte>.Empty);

    /// <summary>The last descriptor was closed.</summary>
    protected virtual void Closed()
    {
    }
}

/// <summary>/dev/null: takes everything, has nothing.</summary>
internal sealed class NullFile : OpenFile;

/// <summary>Standard output or error of the container: what docker logs shows.</summary>
internal sealed class ContainerOutputFile(ContainerKernel kernel, int descriptor) : OpenFile
{
    /// <summary>1 for output, 2 for error.</summary>
    public int Descriptor => descriptor;

    /// <inheritdoc/>
    public override async Task<bool> Write(InnerProcess writer, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
            return true;
        if (kernel.Write(descriptor, bytes) is { IsCompleted: false } taken && !await writer.Block(taken))
            return false;
        return await kernel.Step(writer);
    }
}

/// <summary>A file that was opened for writing; every write goes to its end.</summary>
internal sealed class WrittenFile(ContainerFiles files, string path) : OpenFile
{
    /// <inheritdoc/>
    public override async Task<bool> Write(InnerProcess writer, ReadOnlyMemory<byte> bytes)
    {
        await files.Write(path, bytes, append: true);
        return true;
    }
}

/// <summary>Bytes that are read from their start: a file opened for reading, a here-document.</summary>
internal sealed class ReadOnlyFile(ReadOnlyMemory<byte> content) : OpenFile
{
    private ReadOnlyMemory<byte> rest = content;

    /// <inheritdoc/>
    public override Task<ReadOnlyMemory<byte>> Read(InnerProcess reader, int limit)
    {
        var piece = rest[..Math.Min(limit, rest.Length)];
        rest = rest[piece.Length..];
        return Task.FromResult(piece);
    }
}

/// <summary>Takes everything into memory: the output of a command substitution.</summary>
internal sealed class CollectingFile(ContainerKernel kernel) : OpenFile
{
    private readonly List<byte> bytes = [];
    private Machine.Completion<bool>? closed;
    private bool isClosed;

    /// <summary>What was written.</summary>
    public byte[] Content => [.. bytes];

    /// <summary>Completes when every writer has closed it.</summary>
    public Task WaitForClose()
    {
        if (isClosed)
            return Task.CompletedTask;
        closed ??= kernel.World.Completion<bool>();
        return closed.Task;
    }

    /// <inheritdoc/>
    public override Task<bool> Write(InnerProcess writer, ReadOnlyMemory<byte> piece)
    {
        bytes.AddRange(piece.Span);
        return kernel.Step(writer);
    }

    /// <inheritdoc/>
    protected override void Closed()
    {
        isClosed = true;
        closed?.TrySet(true);
    }
}

/// <summary>/dev/zero.</summary>
internal sealed class ZeroFile : OpenFile
{
    /// <inheritdoc/>
    public override Task<ReadOnlyMemory<byte>> Read(InnerProcess reader, int limit) => Task.FromResult<ReadOnlyMemory<byte>>(new byte[limit]);
}
