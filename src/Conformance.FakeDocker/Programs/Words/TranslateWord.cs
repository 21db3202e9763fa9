using System.Text;

namespace Conformance.FakeDocker;

/// <summary><c>tr from to</c> and <c>tr -d set</c>, with ranges.</summary>
internal static class TranslateWord
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        var isDelete = run.Arguments.Count > 0 && run.Arguments[0] == "-d";
        if (!isDelete && run.Arguments.Count > 0 && run.Arguments[0] is ['-', not '-', ..])
            return await run.Unsupported($"the option {run.Arguments[0]}");
        if (run.Arguments.Count != 2 || run.Arguments.Any(word => word.Contains("[:", StringComparison.Ordinal)))
            return await run.Unsupported("classes, and other than two sets");
        var from = Expand(run.Arguments[isDelete ? 1 : 0]);
        var to = isDelete ? "" : Expand(run.Arguments[1]);
        while (run.Process[0] is { } input && await input.Read(run.Process, 65536) is { IsEmpty: false } piece)
        {
            var text = new StringBuilder();
            foreach (var character in Encoding.UTF8.GetString(piece.Span))
            {
                var place = from.IndexOf(character, StringComparison.Ordinal);
                if (place < 0)
                    text.Append(character);
                else if (to.Length > 0)
                    text.Append(to[Math.Min(place, to.Length - 1)]);
            }

            if (!await run.Out(text.ToString()))
                return 1;
        }

        return 0;
    }

    private static string Expand(string set)
    {
        set = ShellEscapes.Decode(set, ShellEscapes.Dialect.DollarQuote, out _);
        var result = new StringBuilder();
        for (var index = 0; index < set.Length; index++)
        {
            if (index + 2 >= set.Length || set[index + 1] != '-')
            {
                result.Append(set[index]);
                continue;
            }

            for (var character = set[index]; character <= set[index + 2]; character++)
                result.Append(character);
            index += 2;
        }

        return result.ToString();
    }
}
