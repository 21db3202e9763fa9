namespace Conformance.Harness.Scenarios;

/// <summary>Finds the word that somebody most likely meant.</summary>
public static class NearestWord
{
    /// <summary>
    /// The word with the fewest insertions, deletions, changes and swaps of neighbours; null if even that is more than a third
    /// of its length (at least 2). Of equals the first.
    /// </summary>
    public static string? Of(string given, IEnumerable<string> words)
    {
        string? best = null;
        var least = int.MaxValue;
        foreach (var word in words)
        {
            var distance = Distance(given.ToLowerInvariant(), word.ToLowerInvariant());
            if (distance < least && distance <= Math.Max(2, word.Length / 3) && distance < word.Length)
                (best, least) = (word, distance);
        }

        return best;
    }

    /// <summary>Edit distance with swaps of neighbours (optimal string alignment).</summary>
    internal static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            table[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(change, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[a.Length, b.Length];
    }
}
