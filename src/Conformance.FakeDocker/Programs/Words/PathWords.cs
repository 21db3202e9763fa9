namespace Conformance.FakeDocker;

/// <summary>basename and dirname.</summary>
internal static class PathWords
{
    /// <summary><c>basename path [suffix]</c>.</summary>
    public static async Task<int> BaseName(WordRun run)
    {
        var words = Operands(run);
        if (words.Count is 0 or > 2)
            return await run.Misused();
        var path = words[0].TrimEnd('/');
        var name = path.Length == 0 && words[0].Length > 0 ? "/" : ContainerPath.Name(path);
        if (words.Count == 2 && name.Length > words[1].Length && name.EndsWith(words[1], StringComparison.Ordinal))
            name = name[..^words[1].Length];
        await run.Out(name + "\n");
        return 0;
    }

    /// <summary><c>dirname path</c>.</summary>
    public static async Task<int> FolderName(WordRun run)
    {
        if (Operands(run) is not [var whole])
            return await run.Misused();
        var path = whole.TrimEnd('/');
        var slash = path.LastIndexOf('/');
        // Just two slashes at the beginning are a root of their own.
        var root = whole.StartsWith("//", StringComparison.Ordinal) && !whole.StartsWith("///", StringComparison.Ordinal) ? "//" : "/";
        var folder = path.Length == 0 ? (whole.Length > 0 ? "" : ".") : slash < 0 ? "." : path[..slash].TrimEnd('/');
        await run.Out((folder.Length == 0 ? root : folder) + "\n");
        return 0;
    }

    private static IReadOnlyList<string> Operands(WordRun run) => run.Arguments is ["--", ..] ? [.. run.Arguments.Skip(1)] : run.Arguments;
}
