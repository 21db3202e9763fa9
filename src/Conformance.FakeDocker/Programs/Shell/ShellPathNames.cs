namespace Conformance.FakeDocker;

/// <summary>Expands patterns to the names of files. A pattern that matches nothing stays as it is.</summary>
internal static class ShellPathNames
{
    /// <summary>Adds the matching paths in ordinal order, or the pattern's text.</summary>
    public static async Task Expand(Shell shell, string pattern, List<string> result)
    {
        List<string> found = [pattern.StartsWith('/') ? "/" : ""];
        foreach (var segment in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = await ExpandSegment(shell, found, segment);
        if (found.Count == 0)
        {
            result.Add(ShellPattern.Unescape(pattern));
            return;
        }

        found.Sort(StringComparer.Ordinal);
        result.AddRange(found);
    }

    private static async Task<List<string>> ExpandSegment(Shell shell, List<string> folders, string segment)
    {
        var files = shell.Kernel.Files;
        var next = new List<string>();
        foreach (var folder in folders)
        {
            var prefix = folder.Length == 0 || folder.EndsWith('/') ? folder : folder + "/";
            if (!ShellPattern.HasMagic(segment))
            {
                var path = prefix + ShellPattern.Unescape(segment);
                if (await files.Look(ContainerPath.Resolve(shell.WorkingFolder, path)) is not null)
                    next.Add(path);
                continue;
            }

            var names = await files.List(ContainerPath.Resolve(shell.WorkingFolder, prefix.Length == 0 ? "." : prefix));
            foreach (var name in segment[0] == '.' ? [".", "..", .. names] : names)
            {
                if ((name[0] != '.' || segment[0] == '.') && ShellPattern.Matches(segment, name))
                    next.Add(prefix + name);
            }
        }

        return next;
    }
}
