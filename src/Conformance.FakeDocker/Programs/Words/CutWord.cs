using System.Globalization;
using System.Text;

namespace Conformance.FakeDocker;

/// <summary><c>cut [-s] -d X -f LIST</c> and <c>cut -c LIST</c> on standard input or files.</summary>
internal static class CutWord
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        var (delimiter, list, isCharacters, isStrict, files) = ("\t", (string?)null, false, false, new List<string>());
        for (var index = 0; index < run.Arguments.Count; index++)
        {
            var word = run.Arguments[index];
            if (word.Length < 2 || word[0] != '-')
            {
                files.Add(word);
                continue;
            }

            if (word == "-s")
            {
                isStrict = true;
                continue;
            }

            if (word[1] is not ('d' or 'f' or 'c' or 'b'))
                return await run.Unsupported($"the option {word}");
            var value = word.Length > 2 ? word[2..] : ++index < run.Arguments.Count ? run.Arguments[index] : "";
            if (word[1] == 'd')
                delimiter = value;
            else
                (list, isCharacters) = (value, word[1] != 'f');
        }

        if (list is null && run.Arguments.Count == 0)
            return await run.Misused();
        if (list is null)
            return await run.Fail("expected a list of bytes, characters, or fields");
        if (Parse(list, out var bad) is not { } ranges)
            return await run.Fail(bad.Length == 0 ? "missing list of positions" : $"invalid number '{bad}'");
        if (delimiter.Length == 0)
            delimiter = "\0";
        var text = new StringBuilder();
        foreach (var path in files.Count == 0 ? ["-"] : files)
        {
            // A folder has no lines, and nobody complains.
            if (path != "-" && await run.Kernel.Files.Look(run.Resolve(path)) is { IsFolder: true })
                continue;
            if (await run.Open(path, isBrief: true) is not { } file)
                return 1;
            foreach (var line in TextWords.Lines(Encoding.UTF8.GetString(await run.ReadAll(file))))
            {
                if (isStrict && !isCharacters && !line.Contains(delimiter[0]))
                    continue;
                text.Append(Cut(line, isCharacters ? null : delimiter, ranges)).Append('\n');
            }
        }

        await run.Out(text.ToString());
        return 0;
    }

    private static string Cut(string line, string? delimiter, List<(int First, int Last)> ranges)
    {
        if (delimiter is null)
            return string.Concat(line.Where((_, index) => Has(ranges, index + 1)));
        if (!line.Contains(delimiter[0]))
            return line;
        var fields = line.Split(delimiter[0]);
        var (pieces, next) = (new List<string>(), 0);
        foreach (var (first, last) in ranges.OrderBy(range => range.First))
        {
            // What was written is not written again; a range beyond the end gets its delimiter all the same.
            if (last <= next && next < fields.Length)
                continue;
            var start = int.Clamp(first - 1, next, fields.Length);
            next = int.Clamp(last, start, fields.Length);
            pieces.Add(string.Join(delimiter[0], fields[start..next]));
        }

        return string.Join(delimiter[0], pieces);
    }

    private static bool Has(List<(int First, int Last)> ranges, int number) => ranges.Exists(range => number >= range.First && number <= range.Last);

    /// <summary>Null for a list that is none; then <paramref name="bad"/> is the word that is no number, or empty.</summary>
    private static List<(int First, int Last)>? Parse(string list, out string bad)
    {
        bad = "";
        var ranges = new List<(int, int)>();
        foreach (var item in list.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = item.IndexOf('-', StringComparison.Ordinal);
            var (first, last) = dash < 0 ? (item, item) : (item[..dash], item[(dash + 1)..]);
            if (!TryNumber(first, 1, out var from))
                bad = first;
            else if (!TryNumber(last, int.MaxValue, out var to))
                bad = last;
            else
                ranges.Add((Math.Max(from, 1), Math.Max(to, dash < 0 ? 1 : 0)));
        }

        return bad.Length > 0 || ranges.Count == 0 ? null : ranges;
    }

    private static bool TryNumber(string text, int missing, out int value)
    {
        value = missing;
        return text.Length == 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
