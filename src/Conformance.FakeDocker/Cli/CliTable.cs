using System.Text;

namespace Conformance.FakeDocker;

/// <summary>A table as the program prints it: columns as wide as their widest cell and three blanks, ten at least.</summary>
internal static class CliTable
{
    /// <summary>The text of rows, the first being the heads.</summary>
    public static string Print(IReadOnlyList<string[]> rows)
    {
        var widths = new int[rows[0].Length];
        foreach (var row in rows)
        {
            for (var column = 0; column < widths.Length; column++)
                widths[column] = Math.Max(widths[column], Math.Max(10, row[column].Length + 3));
        }

        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var column = 0; column < widths.Length; column++)
                text.Append(column == widths.Length - 1 ? row[column] : row[column].PadRight(widths[column]));
            text.Append('\n');
        }

        return text.ToString();
    }
}
