using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// Standard input of a container or of a command in it. What clients send waits here, also before the program is started; a writer
/// waits for room. Between daemon and container it is what the pipe of the shim is.
/// </summary>
internal class ContainerInput(World world)
{
    private const int Capacity = 65536;
    private readonly Queue<ReadOnlyMemory<byte>> pieces = new();
    private readonly List<Completion<bool>> writers = [];
    private readonly List<Completion<bool>> readers = [];
    private int length;
    private bool hasEnded;

    /// <summary>Takes what a client sent; completes when there is room for more.</summary>
    public virtual Task Write(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.IsEmpty)
            Put(bytes);
        return Room();
    }

    /// <summary>Nothing more comes: the end of the file for whoever reads.</summary>
    public void End()
    {
        hasEnded = true;
        Wake(readers);
    }

    /// <summary>At most <paramref name="limit"/> bytes of one piece; empty at the end, and when the reader was killed.</summary>
    public async Task<ReadOnlyMemory<byte>> Read(InnerProcess reader, int limit)
    {
        while (pieces.Count == 0)
        {
            if (hasEnded || !await reader.Block(Arrival()))
                return default;
        }

        var piece = pieces.Dequeue();
        if (piece.Length > limit)
            piece = Keep(piece, limit);
        length -= piece.Length;
        if (length <= Capacity)
            Wake(writers);
        return piece;
    }

    /// <summary>Hands a piece to the readers; an empty one is an end of file that only one read sees.</summary>
    protected void Put(ReadOnlyMemory<byte> bytes)
    {
        if (hasEnded)
            return;
        pieces.Enqueue(bytes);
        length += bytes.Length;
        Wake(readers);
    }

    /// <summary>Completes when there is room for more.</summary>
    protected Task Room() => length <= Capacity ? Task.CompletedTask : Wait(writers);

    /// <summary>The rest goes back to the front.</summary>
    private ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> piece, int limit)
    {
        var others = pieces.ToArray();
        pieces.Clear();
        pieces.Enqueue(piece[limit..]);
        foreach (var other in others)
            pieces.Enqueue(other);
        return piece[..limit];
    }

    private Task Arrival() => Wait(readers);

    private Task Wait(List<Completion<bool>> waiters)
    {
        var waiter = world.Completion<bool>();
        waiters.Add(waiter);
        return waiter.Task;
    }

    private static void Wake(List<Completion<bool>> waiters)
    {
        foreach (var waiter in waiters)
            waiter.TrySet(true);
        waiters.Clear();
    }
}
