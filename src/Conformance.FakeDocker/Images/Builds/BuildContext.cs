using System.Formats.Tar;

namespace Conformance.FakeDocker;

/// <summary>Files by absolute path that a step may copy: those that came with the request, or those of an earlier stage.</summary>
internal sealed class BuildContext
{
    private const string Ignore = ".dockerignore";
    private readonly SortedDictionary<string, ImageFile> files = new(StringComparer.Ordinal);

    private BuildContext()
    {
    }

    /// <summary>Of an archive. Throws the daemon's 500 for one that is broken.</summary>
    public static BuildContext Read(ReadOnlyMemory<byte> archive)
    {
        var context = new BuildContext();
        try
        {
            using var reader = new TarReader(new MemoryStream(ArchiveReading.Plain(archive).ToArray()));
            while (reader.GetNextEntry(copyData: true) is { } entry)
                context.Add(entry);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException)
        {
            throw EngineErrors.Internal("Error processing tar file(exit status 1): unexpected EOF");
        }

        return context;
    }

    /// <summary>Of an image.</summary>
    public static BuildContext Of(FakeImage image)
    {
        var context = new BuildContext();
        foreach (var (path, file) in image.Files)
            context.files[path] = file;
        return context;
    }

    /// <summary>The content of a file; null where there is none.</summary>
    public byte[]? Find(string path) => files.TryGetValue(ContainerPath.Resolve("/", path), out var file) && !file.IsFolder ? file.Content.ToArray() : null;

    /// <summary>Hides the Dockerfile and <c>.dockerignore</c> from copies, if the latter says so.</summary>
    public void Hide(string dockerfile)
    {
        if (Find(Ignore) is not { } rules)
            return;
        var read = IgnoreRules.Read(System.Text.Encoding.UTF8.GetString(rules));
        foreach (var path in new[] { ContainerPath.Resolve("/", Ignore), ContainerPath.Resolve("/", dockerfile) })
        {
            if (read.Excludes(path[1..]))
                files.Remove(path);
        }
    }

    /// <summary>What a source of a copy stands for: files by their path below it, which is empty for a file itself; none where there is nothing.</summary>
    public IReadOnlyList<BuildSource> Match(string pattern)
    {
        var wanted = ContainerPath.Resolve("/", pattern.TrimEnd('/'));
        if (wanted == "/")
            return [new BuildSource("/", true, [.. files.Select(file => new KeyValuePair<string, ImageFile>(file.Key[1..], file.Value))])];
        var tops = new SortedSet<string>(StringComparer.Ordinal);
        var depth = wanted.Count(letter => letter == '/');
        foreach (var path in files.Keys)
        {
            var top = string.Join('/', path.Split('/').Take(depth + 1));
            if (top.Count(letter => letter == '/') == depth && PathPattern.IsMatch(wanted, top))
                tops.Add(top);
        }

        return [.. tops.Select(Source)];
    }

    private BuildSource Source(string top)
    {
        if (files.TryGetValue(top, out var file) && !file.IsFolder)
            return new BuildSource(top, false, [new("", file)]);
        return new BuildSource(top, true, [.. files.Where(below => below.Key.StartsWith(top + "/", StringComparison.Ordinal))
            .Select(below => new KeyValuePair<string, ImageFile>(below.Key[(top.Length + 1)..], below.Value))]);
    }

    private void Add(TarEntry entry)
    {
        var isFolder = entry.EntryType == TarEntryType.Directory;
        if (!isFolder && entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            return;
        var path = ContainerPath.Resolve("/", entry.Name);
        if (path == "/")
            return;
        using var content = new MemoryStream();
        entry.DataStream?.CopyTo(content);
        files[path] = new ImageFile(content.ToArray(), isFolder, !isFolder && (entry.Mode & UnixFileMode.UserExecute) != 0);
    }
}

/// <summary>One thing to copy.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="IsFolder">Whether it is a folder, of which the content is copied.</param>
/// <param name="Files">What is in it.</param>
internal sealed record BuildSource(string Path, bool IsFolder, IReadOnlyList<KeyValuePair<string, ImageFile>> Files);
