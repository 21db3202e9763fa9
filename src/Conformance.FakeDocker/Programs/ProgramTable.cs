namespace Conformance.FakeDocker;

/// <summary>
/// Which programs an image has: the words of busybox under /bin, /sbin, /usr/bin and /usr/sbin. Immutable.
/// The search follows what runc does: a bare name goes through PATH of the container's environment, a name with a slash is a
/// path relative to the working folder.
/// </summary>
public sealed class ProgramTable
{
    /// <summary>PATH that a daemon gives to containers whose image and command line set none.</summary>
    public const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static readonly string[] Folders = ["/bin", "/sbin", "/usr/bin", "/usr/sbin"];
    private readonly SortedSet<string> words;

    /// <summary>A table with some of the known words, for an image that lacks a shell, say. Unknown ones are refused.</summary>
    /// <exception cref="ArgumentException">A word is not known; the message names it.</exception>
    public ProgramTable(IEnumerable<string> words)
    {
        this.words = new SortedSet<string>(words, StringComparer.Ordinal);
        foreach (var word in this.words)
        {
            if (ContainerWords.Find(word) is null)
                throw new ArgumentException($"'{word}' is not a program that simulated images can have; known are: {string.Join(' ', ContainerWords.Names)}");
        }
    }

    /// <summary>Every known word.</summary>
    public static ProgramTable Busybox { get; } = new(ContainerWords.Names);

    /// <summary>No program at all, like the image <c>scratch</c>.</summary>
    public static ProgramTable Empty { get; } = new([]);

    /// <summary>The words, in ordinal order.</summary>
    public IReadOnlyCollection<string> Words => words;

    /// <summary>Searches the program of a container as its start does.</summary>
    /// <param name="program">First word of the merged command line.</param>
    /// <param name="env">The container's environment; without PATH nothing but a path is found.</param>
    /// <param name="workingFolder">Absolute.</param>
    /// <param name="files">The container's files, searched as well; null for those of a fresh one.</param>
    public ProgramLookup Find(string program, IReadOnlyDictionary<string, string> env, string workingFolder, ContainerFiles? files = null)
    {
        if (program.Contains('/'))
        {
            var path = ContainerPath.Resolve(workingFolder, program);
            return Examine(path, files) switch
            {
                null => ProgramLookup.Failed(ProgramLookupResult.NoSuchFile, program),
                false => ProgramLookup.Failed(ProgramLookupResult.PermissionDenied, program),
                true => ProgramLookup.Found(path),
            };
        }

        return FindOnPath(program, env.GetValueOrDefault("PATH", ""), workingFolder, files) is { } found
            ? ProgramLookup.Found(found)
            : ProgramLookup.Failed(ProgramLookupResult.NotOnPath, program);
    }

    /// <summary>The absolute path of a bare name; null if no folder of <paramref name="searchPath"/> has it as an executable.</summary>
    internal string? FindOnPath(string program, string searchPath, string workingFolder, ContainerFiles? files)
    {
        if (program.Length == 0)
            return null;
        foreach (var folder in searchPath.Split(':'))
        {
            var path = ContainerPath.Resolve(workingFolder, folder.Length == 0 ? program : folder + "/" + program);
            if (Examine(path, files) == true)
                return path;
        }

        return null;
    }

    /// <summary>Whether the image has a program at this absolute path.</summary>
    internal bool HasFile(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash > 0 && IsProgramFolder(path.AsSpan(0, slash)) && words.Contains(path[(slash + 1)..]);
    }

    /// <summary>Whether a known word could be at this absolute path.</summary>
    internal static bool IsPlaceOfWord(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash > 0 && IsProgramFolder(path.AsSpan(0, slash)) && ContainerWords.Find(path[(slash + 1)..]) is not null;
    }

    /// <summary>The programs in a folder.</summary>
    internal IEnumerable<string> FilesIn(string folder) => IsProgramFolder(folder) ? words : [];

    /// <summary>True: can be executed; false: is there and cannot; null: nothing there.</summary>
    private bool? Examine(string path, ContainerFiles? files)
    {
        if (files?.LookInside(path) is { } entry)
            return !entry.IsFolder && entry.IsExecutable;
        if (HasFile(path))
            return true;
        return ContainerPath.IsUsualFolder(path) ? false : null;
    }

    private static bool IsProgramFolder(ReadOnlySpan<char> folder)
    {
        foreach (var known in Folders)
        {
            if (folder.SequenceEqual(known))
                return true;
        }

        return false;
    }
}
