using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Scenarios;

/// <summary>Short ways to read a text and to get at what is wrong with it.</summary>
internal static class Yaml
{
    public const string Head = "scenario: s\nrequirements: [LAUNCH-1]\n";

    public static IReadOnlyList<Scenario> All(string text) => new ScenarioReader().ReadText(text, "s.yaml");

    public static Scenario One(string text) => All(text).Single();

    public static IReadOnlyList<string> Problems(string text)
    {
        try
        {
            All(text);
            return [];
        }
        catch (ScenarioException error)
        {
            return [.. error.Problems.Select(problem => problem.ToString())];
        }
    }
}
