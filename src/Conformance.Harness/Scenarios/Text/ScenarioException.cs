namespace Conformance.Harness.Scenarios;

/// <summary>Scenario files cannot be used as they are. The message has one line per problem, in the order of the files.</summary>
public sealed class ScenarioException(IReadOnlyList<ScenarioProblem> problems)
    : Exception(string.Join('\n', problems))
{
    /// <summary>All that is wrong, at least one.</summary>
    public IReadOnlyList<ScenarioProblem> Problems { get; } = problems;
}
