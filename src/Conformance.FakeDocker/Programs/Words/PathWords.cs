namespace Conformance.FakeDocker;

/// <summary>basename and dirname.</summary>
internal static class PathWords
{
    /// <summary><c>basename path [suffix]</c>.</summary>
    public static async Task<int> BaseName(WordRun run)
    {
        if (run.Arguments.Count is 0 or > 2)
            return await run.Misused();
        var path = run.Arguments[0].TrimEnd('/');
        var name = path.Length == 0 && run.Arguments[0].Length > 0 ? "/" : ContainerPath.Name(path);
        if (run.Arguments.Count == 2 && name.Length > run.Arguments[1].Length && name.EndsWith(run.Arguments[1], StringComparison.Ordinal))
            name = name[..^run.Arguments[1].Length];
        await run.Out(name + "\n");
        return 0;
    }

    /// <summary><c>dirname path</c>.</summary>
    public static async Task<int> FolderName(WordRun run)
    {
        if (run.Arguments.Count != 1)
            return await run.Misused();
        var whole = run.Arguments[0];
        var path = whole.TrimEnd('/');
        var slash = path.LastIndexOf('/');
        // Just two slashes at the beginning are a root of their own.
        var root = whole.StartsWith("//", StringComparison.Ordinal) && !whole.StartsWith("///", StringComparison.Ordinal) ? "//" : "/";
        var folder = path.Length == 0 ? (whole.Length > 0 ? "" : ".") : slash < 0 ? "." : path[..slash].TrimEnd('/');
        await run.Out((folder.Length == 0 ? root : folder) + "\n");
        return 0;
    }
}
