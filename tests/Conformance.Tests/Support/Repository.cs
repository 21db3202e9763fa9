namespace Conformance.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Conformance.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>An absolute path from one relative to the root.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Files below the root with one of these endings, relative to it, in ordinal order; no build output.</summary>
    public static IReadOnlyList<string> Files(params string[] endings)
    {
        var files = new List<string>();
        Collect(Root, files, endings);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static void Collect(string folder, List<string> files, string[] endings)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if (endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
                files.Add(Path.GetRelativePath(Root, file));
        }

        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            if (Path.GetFileName(child) is not ("bin" or "obj" or "out" or ".git"))
                Collect(child, files, endings);
        }
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Conformance.sln")))
                return folder;
        }

        throw new InvalidOperationException($"no Conformance.sln above {AppContext.BaseDirectory}");
    }
}
