namespace Conformance.RealDaemon.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Conformance.sln.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Conformance.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Conformance.sln above the tests");
        return folder;
    }
}
