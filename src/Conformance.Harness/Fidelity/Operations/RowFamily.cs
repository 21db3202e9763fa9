using FsCheck;

namespace Conformance.Harness.Fidelity;

/// <summary>A family whose sequences are written by hand, in a file of rows: each topic of it makes one.</summary>
/// <param name="file">Name of the file, such as <c>images</c>.</param>
internal sealed class RowFamily(string file) : ISequenceFamily
{
    private readonly IReadOnlyList<Row> rows = RowReader.ReadFile(file);

    /// <inheritdoc/>
    public IEnumerable<(int Weight, Gen<SequenceStep> Step)> Steps(SequenceModel model) => [];

    /// <inheritdoc/>
    public IEnumerable<CallSequence> Fixed => rows.GroupBy(row => row.Topic).Select(topic => new CallSequence(
        $"{file}: {topic.Key}", "", [.. topic.Select((row, number) => row.Named(FormattableString.Invariant($"row{number}")))]));

    /// <inheritdoc/>
    public IEnumerable<CoverageRow> Rows => RowCoverage.Of(file);
}
