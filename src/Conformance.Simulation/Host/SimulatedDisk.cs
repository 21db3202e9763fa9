using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>The disk of a simulated host as its processes see it: each call is one effect and takes its turn in the run queue.</summary>
public sealed class SimulatedDisk : IDisk
{
    private readonly World world;

    internal SimulatedDisk(World world)
    {
        this.world = world;
        Files = new DiskFiles(world);
    }

    /// <summary>The same files without awaiting.</summary>
    public DiskFiles Files { get; }

    /// <inheritdoc cref="DiskFiles.Mount"/>
    public void Mount(string prefix, IVirtualFiles files) => Files.Mount(prefix, files);

    /// <inheritdoc/>
    public async Task<byte[]?> Read(string path)
    {
        await world.Turn();
        return Files.Read(path);
    }

    /// <inheritdoc/>
    public async Task Write(string path, ReadOnlyMemory<byte> content)
    {
        await world.Turn();
        Files.Write(path, content.Span);
    }

    /// <inheritdoc/>
    public async Task WriteAtomically(string path, ReadOnlyMemory<byte> content)
    {
        await world.Turn();
        Files.WriteAtomically(path, content.Span);
    }

    /// <inheritdoc/>
    public async Task Append(string path, ReadOnlyMemory<byte> content)
    {
        await world.Turn();
        Files.Append(path, content.Span);
    }

    /// <inheritdoc/>
    public async Task<DiskEntry?> Look(string path)
    {
        await world.Turn();
        return Files.Look(path);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> List(string folder)
    {
        await world.Turn();
        return Files.List(folder);
    }

    /// <inheritdoc/>
    public async Task CreateFolder(string path)
    {
        await world.Turn();
        Files.CreateFolder(path);
    }

    /// <inheritdoc/>
    public async Task MakeExecutable(string path)
    {
        await world.Turn();
        Files.MakeExecutable(path);
    }

    /// <inheritdoc/>
    public async Task Link(string path, string target)
    {
        await world.Turn();
        Files.Link(path, target);
    }

    /// <inheritdoc/>
    public async Task Rename(string from, string to)
    {
        await world.Turn();
        Files.Rename(from, to);
    }

    /// <inheritdoc/>
    public async Task Delete(string path)
    {
        await world.Turn();
        Files.Delete(path);
    }
}
