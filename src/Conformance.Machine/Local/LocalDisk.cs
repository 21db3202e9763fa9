namespace Conformance.Machine;

/// <summary>The files of this host. Calls are short and done at once, on the caller's thread.</summary>
public sealed class LocalDisk : IDisk
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <inheritdoc/>
    public Task<byte[]?> Read(string path) => Task.FromResult(Try(path, () =>
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }));

    /// <inheritdoc/>
    public Task Write(string path, ReadOnlyMemory<byte> content)
    {
        Put(path, FileMode.Create, content, flush: false);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteAtomically(string path, ReadOnlyMemory<byte> content)
    {
        var temporary = path + ".new";
        Put(temporary, FileMode.Create, content, flush: true);
        return Rename(temporary, path);
    }

    /// <inheritdoc/>
    public Task Append(string path, ReadOnlyMemory<byte> content)
    {
        Put(path, FileMode.Append, content, flush: false);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<DiskEntry?> Look(string path) => Task.FromResult(Try<DiskEntry?>(path, () =>
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is { } target)
            return new DiskEntry(DiskEntryKind.Link, 0, Instant.From(file.LastWriteTimeUtc), target);
        if (file.Exists)
            return new DiskEntry(DiskEntryKind.File, file.Length, Instant.From(file.LastWriteTimeUtc), null, file.UnixFileMode.HasFlag(UnixFileMode.UserExecute));
        var folder = new DirectoryInfo(path);
        return folder.Exists ? new DiskEntry(DiskEntryKind.Folder, 0, Instant.From(folder.LastWriteTimeUtc), null) : null;
    }));

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> List(string folder) => Task.FromResult(Try<IReadOnlyList<string>>(folder, () =>
    {
        if (!Directory.Exists(folder))
            return [];
        var names = Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)!).ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }));

    /// <inheritdoc/>
    public Task CreateFolder(string path)
    {
        Try(path, () => Directory.CreateDirectory(path));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task MakeExecutable(string path)
    {
        Try(path, () =>
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, Executable);
            return 0;
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Link(string path, string target)
    {
        Try(path, () =>
        {
            MakeParent(path);
            var temporary = path + ".new";
            File.Delete(temporary);
            File.CreateSymbolicLink(temporary, target);
            Posix.Rename(temporary, path);
            return 0;
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Rename(string from, string to)
    {
        Try(from, () =>
        {
            MakeParent(to);
            if (Directory.Exists(from) && new DirectoryInfo(from).LinkTarget is null)
                DeleteEntry(to);
            Posix.Rename(from, to);
            return 0;
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Delete(string path)
    {
        Try(path, () =>
        {
            DeleteEntry(path);
            return 0;
        });
        return Task.CompletedTask;
    }

    private static void DeleteEntry(string path)
    {
        try
        {
            var folder = new DirectoryInfo(path);
            if (folder.LinkTarget is null && folder.Exists)
                folder.Delete(recursive: true);
            else
                File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone meanwhile, or never there.
        }
    }

    private static void Put(string path, FileMode mode, ReadOnlyMemory<byte> content, bool flush) => Try(path, () =>
    {
        MakeParent(path);
        // No buffer: files of /sys/fs/cgroup want the whole text in one write.
        using var stream = new FileStream(path, mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        stream.Write(content.Span);
        stream.Flush(flush);
        return 0;
    });

    // A folder made below /sys/fs/cgroup would be a new control group.
    private static void MakeParent(string path)
    {
        if (!path.StartsWith("/sys/", StringComparison.Ordinal) && !path.StartsWith("/proc/", StringComparison.Ordinal)
            && Path.GetDirectoryName(path) is { Length: > 0 } parent)
            Directory.CreateDirectory(parent);
    }

    private static T Try<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path}: {e.Message}", e);
        }
        catch (IOException e) when (!e.Message.Contains(path, StringComparison.Ordinal))
        {
            throw new IOException($"{path}: {e.Message}", e);
        }
    }
}
