using Conformance.Machine;

namespace Conformance.Simulation;

/// <summary>Something on the simulated disk.</summary>
internal abstract class DiskNode
{
    internal Instant Modified { get; set; }

    internal abstract DiskEntry Describe();
}

/// <summary>A folder.</summary>
internal sealed class FolderNode : DiskNode
{
    private readonly Dictionary<string, DiskNode> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DiskNode>.AlternateLookup<ReadOnlySpan<char>> lookup;

    internal FolderNode() => lookup = entries.GetAlternateLookup<ReadOnlySpan<char>>();

    internal IEnumerable<KeyValuePair<string, DiskNode>> Entries => entries.OrderBy(static pair => pair.Key, StringComparer.Ordinal);

    internal override DiskEntry Describe() => new(DiskEntryKind.Folder, 0, Modified, null);

    internal DiskNode? Find(ReadOnlySpan<char> name) => lookup.TryGetValue(name, out var node) ? node : null;

    internal void Put(ReadOnlySpan<char> name, DiskNode node) => lookup[name] = node;

    internal void Remove(ReadOnlySpan<char> name) => lookup.Remove(name);

    internal string[] Names()
    {
        string[] names = [.. entries.Keys];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}

/// <summary>A symbolic link.</summary>
internal sealed class LinkNode(string target) : DiskNode
{
    internal string Target => target;

    internal override DiskEntry Describe() => new(DiskEntryKind.Link, 0, Modified, target);
}

/// <summary>A regular file, with what a crash needs to know of its last write.</summary>
internal sealed class FileNode : DiskNode
{
    private byte[] buffer = [];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Content => buffer.AsSpan(0, Length);

    /// <summary>Order of the last write among all of the disk; 0 if it was never written.</summary>
    internal long WriteNumber { get; private set; }

    /// <summary>How the last write was done.</summary>
    internal WriteKind LastKind { get; private set; }

    /// <summary>Pid of the last writer; 0 if the outside wrote it.</summary>
    internal int Writer { get; private set; }

    /// <summary>What an atomic write replaced; null if there was no file, or for other kinds.</summary>
    internal byte[]? Replaced { get; private set; }

    /// <summary>Bytes that were there before an append; 0 for other kinds.</summary>
    internal int LengthBefore { get; private set; }

    /// <summary>Whether it may be run.</summary>
    internal bool IsExecutable { get; set; }

    internal override DiskEntry Describe() => new(DiskEntryKind.File, Length, Modified, null, IsExecutable);

    internal void Set(ReadOnlySpan<byte> content, WriteKind kind, bool hadFile)
    {
        Replaced = kind == WriteKind.Rename && hadFile ? Content.ToArray() : null;
        LengthBefore = 0;
        LastKind = kind;
        buffer = content.ToArray();
        Length = content.Length;
    }

    internal void Append(ReadOnlySpan<byte> content)
    {
        Replaced = null;
        LengthBefore = Length;
        LastKind = WriteKind.Append;
        if (Length + content.Length > buffer.Length)
            Array.Resize(ref buffer, Math.Max(Length + content.Length, buffer.Length * 2));
        content.CopyTo(buffer.AsSpan(Length));
        Length += content.Length;
    }

    internal void Stamp(Instant now, long number, int writer)
    {
        Modified = now;
        WriteNumber = number;
        Writer = writer;
    }

    internal void Truncate(int length) => Length = length;
}

/// <summary>Ways of writing, which tear differently.</summary>
internal enum WriteKind
{
    /// <summary>Truncated and written in place.</summary>
    InPlace,

    /// <summary>Appended.</summary>
    Append,

    /// <summary>Written beside and renamed.</summary>
    Rename,
}
