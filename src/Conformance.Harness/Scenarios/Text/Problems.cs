namespace Conformance.Harness.Scenarios;

/// <summary>Collects what is wrong, each thing once, so that one reading shows all of it.</summary>
internal sealed class Problems
{
    private readonly List<ScenarioProblem> found = [];

    /// <summary>How many so far.</summary>
    public int Count => found.Count;

    /// <summary>Notes a problem; the nearest word is looked for among <paramref name="words"/>.</summary>
    public void Add(Position at, string given, string? expected = null, string? word = null, IEnumerable<string>? words = null)
    {
        var problem = new ScenarioProblem(at, given, expected, word is null || words is null ? null : NearestWord.Of(word, words));
        if (!found.Contains(problem))
            found.Add(problem);
    }

    /// <summary>Takes over what another reading found.</summary>
    public void AddAll(IEnumerable<ScenarioProblem> problems) => found.AddRange(problems);

    /// <summary>Throws if anything was found, in the order of the lines.</summary>
    public void ThrowIfAny()
    {
        if (found.Count > 0)
            throw new ScenarioException([.. found.OrderBy(p => p.At.File, StringComparer.Ordinal).ThenBy(p => p.At.Line).ThenBy(p => p.At.Column)]);
    }
}
