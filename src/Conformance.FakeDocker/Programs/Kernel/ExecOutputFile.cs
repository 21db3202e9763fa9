namespace Conformance.FakeDocker;

/// <summary>Standard output or error of a command that was started in a running container: what docker exec shows.</summary>
/// <param name="kernel">The container's system.</param>
/// <param name="descriptor">1 for output, 2 for error.</param>
/// <param name="write">Takes the bytes, which must be copied when kept.</param>
internal sealed class ExecOutputFile(ContainerKernel kernel, int descriptor, Func<int, ReadOnlyMemory<byte>, Task> write) : OpenFile
{
    /// <inheritdoc/>
    public override async Task<bool> Write(InnerProcess writer, ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.IsEmpty && write(descriptor, bytes) is { IsCompleted: false } taken && !await writer.Block(taken))
            return false;
        return await kernel.Step(writer);
    }
}
