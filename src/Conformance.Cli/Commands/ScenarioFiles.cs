using Conformance.Harness.Scenarios;

namespace Conformance.Cli.Commands;

/// <summary>The scenarios that a command line names.</summary>
internal static class ScenarioFiles
{
    /// <summary>All scenarios of all paths, in the order given; the errors of all files together.</summary>
    /// <exception cref="ScenarioException">A file is missing or wrong, or a folder holds none.</exception>
    public static List<Scenario> Read(IReadOnlyList<string> paths) => [.. paths.SelectMany(new ScenarioReader().ReadPath)];
}
