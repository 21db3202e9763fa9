using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>A pipe between two processes of one container: holds 64 KiB; a writer waits for room, a reader for bytes.</summary>
internal sealed class InnerPipe
{
    private const int Capacity = 65536;
    private readonly ContainerKernel kernel;
    private readonly List<byte> buffer = [];
    private bool hasReader = true;
    private bool hasWriter = true;
    private Completion<bool>? changed;

    /// <summary>Makes a pipe with one descriptor at each end.</summary>
    public InnerPipe(ContainerKernel kernel)
    {
        this.kernel = kernel;
        Reader = new ReadEnd(this);
        Writer = new WriteEnd(this);
    }

    /// <summary>The end to read from.</summary>
    public OpenFile Reader { get; }

    /// <summary>The end to write to.</summary>
    public OpenFile Writer { get; }

    private Task Change()
    {
        changed ??= kernel.World.Completion<bool>();
        return changed.Task;
    }

    private void SignalChange()
    {
        changed?.TrySet(true);
        changed = null;
    }

    private sealed class ReadEnd(InnerPipe pipe) : OpenFile
    {
        public override async Task<ReadOnlyMemory<byte>> Read(InnerProcess reader, int limit)
        {
            while (pipe.buffer.Count == 0 && pipe.hasWriter)
            {
                if (!await reader.Block(pipe.Change()))
                    return default;
            }

            var piece = pipe.buffer.GetRange(0, Math.Min(limit, pipe.buffer.Count)).ToArray();
            pipe.buffer.RemoveRange(0, piece.Length);
            if (piece.Length > 0)
                pipe.SignalChange();
            return piece;
        }

        protected override void Closed()
        {
            pipe.hasReader = false;
            pipe.SignalChange();
        }
    }

    private sealed class WriteEnd(InnerPipe pipe) : OpenFile
    {
        public override async Task<bool> Write(InnerProcess writer, ReadOnlyMemory<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                if (!pipe.hasReader)
                {
                    writer.Die(InnerProcess.SignalPipe);
                    return false;
                }

                var room = Math.Min(Capacity - pipe.buffer.Count, bytes.Length);
                if (room == 0)
                {
                    if (!await writer.Block(pipe.Change()))
                        return false;
                    continue;
                }

                pipe.buffer.AddRange(bytes.Span[..room]);
                bytes = bytes[room..];
                pipe.SignalChange();
            }

            return await pipe.kernel.Step(writer);
        }

        protected override void Closed()
        {
            pipe.hasWriter = false;
            pipe.SignalChange();
        }
    }
}
