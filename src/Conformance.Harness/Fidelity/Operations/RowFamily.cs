using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// Calls that are written by hand, in a file of rows. All rows of a topic make one sequence; by chance each comes anywhere in others, alone
/// or side by side with another one, whose calls then come in between on another connection.
/// </summary>
/// <param name="file">Name of the file, such as <c>images</c>.</param>
internal sealed class RowFamily(string file) : ISequenceFamily
{
    /// <summary>Whether its rows also come by chance; not where one must not be held up. Default: true.</summary>
    public bool ComesByChance { get; init; } = true;

    private readonly IReadOnlyList<Row> rows = RowReader.ReadFile(file);

    /// <inheritdoc/>
    public IEnumerable<(int Weight, Gen<SequenceStep> Step)> Steps(SequenceModel model)
    {
        if (!ComesByChance)
            yield break;
        var one = Gen.Elements<Row>(rows).Select(row => row.Named(FormattableString.Invariant($"row{model.Names}")));
        var other = Gen.Elements<Row>(rows).Select(row => row.Named(FormattableString.Invariant($"wor{model.Names}")));
        yield return (1, Gen.Frequency((2, one), (1, one.SelectMany(_ => other, Braid))).Select(Step));
    }

    /// <inheritdoc/>
    public IEnumerable<CallSequence> Fixed => rows.GroupBy(row => row.Topic).Select(topic => new CallSequence(
        $"{file}: {topic.Key}", "", [.. topic.Select((row, number) => SequenceStep.Look(row.Named(FormattableString.Invariant($"row{number}"))))]));

    /// <inheritdoc/>
    public IEnumerable<CoverageRow> Rows => RowCoverage.Of(file);

    private static SequenceStep Step(IReadOnlyList<ApiCall> calls) => SequenceStep.Look(calls) with { Then = model => model with { Names = model.Names + 1 } };

    private static IReadOnlyList<ApiCall> Braid(IReadOnlyList<ApiCall> one, IReadOnlyList<ApiCall> other)
    {
        List<ApiCall> calls = [];
        for (var index = 0; index < int.Max(one.Count, other.Count); index++)
            calls.AddRange([.. one.Skip(index).Take(1), .. other.Skip(index).Take(1).Select(call => call with { Connection = 1 })]);
        return calls;
    }
}
