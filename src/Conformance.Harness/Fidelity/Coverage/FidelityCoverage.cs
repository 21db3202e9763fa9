namespace Conformance.Harness.Fidelity;

/// <summary>What a set of sequences has reached of what the families want reached, counted in the real daemon's answers.</summary>
public sealed class FidelityCoverage
{
    private readonly Dictionary<CoverageRow, int> reached = SequenceGenerator.Families.SelectMany(family => family.Rows).ToDictionary(row => row, _ => 0);
    private readonly SortedDictionary<string, (int Sequences, int Calls, int Differences)> operations = new(StringComparer.Ordinal);

    /// <summary>Counts the results.</summary>
    public FidelityCoverage(IEnumerable<SequenceResult> results)
    {
        var rows = reached.Keys.ToList();
        foreach (var result in results)
        {
            foreach (var exchange in result.Real.Exchanges)
            {
                foreach (var row in rows.Where(row => row.IsReached(exchange)))
                    reached[row]++;
            }

            foreach (var calls in result.Real.Exchanges.GroupBy(exchange => exchange.Call.Operation))
            {
                var known = operations.GetValueOrDefault(calls.Key);
                var differing = result.Differences.Count(difference => difference.Call.Operation == calls.Key);
                operations[calls.Key] = (known.Sequences + 1, known.Calls + calls.Count(), known.Differences + differing);
            }
        }
    }

    /// <summary>Rows that no answer has reached.</summary>
    public IReadOnlyList<CoverageRow> Missing => [.. reached.Where(row => row.Value == 0).Select(row => row.Key)];

    /// <summary>One line for each operation, in the order of their names.</summary>
    public IEnumerable<OperationCoverage> Operations => operations.Select(entry => new OperationCoverage(
        entry.Key,
        entry.Value.Sequences,
        entry.Value.Calls,
        reached.Count(row => row.Key.Operation == entry.Key),
        reached.Count(row => row.Key.Operation == entry.Key && row.Value > 0),
        entry.Value.Differences));
}

/// <summary>What sequences did with one operation.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Sequences">In how many it was called.</param>
/// <param name="Calls">How often.</param>
/// <param name="Rows">Ways of being answered that are wanted.</param>
/// <param name="Reached">Those that were reached.</param>
/// <param name="Differences">In which the fake differed, without what is known.</param>
public sealed record OperationCoverage(string Operation, int Sequences, int Calls, int Rows, int Reached, int Differences);
