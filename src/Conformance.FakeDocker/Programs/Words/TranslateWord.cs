using System.Text;

namespace Conformance.FakeDocker;

/// <summary><c>tr [-cds] set [set]</c>, with ranges and classes.</summary>
internal static class TranslateWord
{
    private const int Characters = 256;

    private static readonly (string Name, Func<char, bool> Has)[] Classes =
    [
        ("[:alpha:]", char.IsAsciiLetter), ("[:alnum:]", char.IsAsciiLetterOrDigit), ("[:digit:]", char.IsAsciiDigit), ("[:lower:]", char.IsAsciiLetterLower),
        ("[:upper:]", char.IsAsciiLetterUpper), ("[:space:]", static character => character is ' ' or (>= '\t' and <= '\r')), ("[:blank:]", static character => character is ' ' or '\t'),
        ("[:punct:]", char.IsPunctuation), ("[:cntrl:]", static character => character is < ' ' or '\x7f'), ("[:xdigit:]", char.IsAsciiHexDigit),
    ];

    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        var words = run.Arguments.ToList();
        var letters = "";
        for (; words is [['-', not '-', ..], ..]; words.RemoveAt(0))
            letters += words[0][1..];
        if (letters.AsSpan().ContainsAnyExcept("cCds"))
            return await run.Unsupported($"the option -{letters}");
        if (words is ["--", ..])
            words.RemoveAt(0);
        if (words.Count is 0 or > 2)
            return await run.Misused();
        var from = Expand(words[0]);
        if (letters.AsSpan().ContainsAny("cC"))
            from = string.Concat(Enumerable.Range(0, Characters).Select(static number => (char)number).Where(character => !from.Contains(character)));
        var to = words.Count == 2 ? Expand(words[1]) : "";
        var isDelete = letters.Contains('d');
        if (words.Count == 2 && to.Length == 0)
            return await run.Fail("STRING2 cannot be empty");
        var squeezed = !letters.Contains('s') ? "" : words.Count == 2 ? to : from;
        var last = '\0';
        while (run.Process[0] is { } input && await input.Read(run.Process, 65536) is { IsEmpty: false } piece)
        {
            var text = new StringBuilder();
            foreach (var character in Encoding.Latin1.GetString(piece.Span))
            {
                var place = from.LastIndexOf(character);
                if (place >= 0 && isDelete)
                    continue;
                var shown = place < 0 || to.Length == 0 ? character : to[Math.Min(place, to.Length - 1)];
                if (shown == last && squeezed.Contains(shown))
                    continue;
                text.Append(shown);
                last = shown;
            }

            if (!await run.Write(1, Encoding.Latin1.GetBytes(text.ToString())))
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
            var rest = set[index..];
            var known = Array.Find(Classes, candidate => rest.StartsWith(candidate.Name, StringComparison.Ordinal));
            if (known.Name is not null)
            {
                result.Append([.. Enumerable.Range(0, Characters).Select(static number => (char)number).Where(known.Has)]);
                index += known.Name.Length - 1;
            }
            else if (rest.Length > 2 && rest[1] == '-')
            {
                for (var character = rest[0]; character <= rest[2]; character++)
                    result.Append(character);
                index += 2;
            }
            else
            {
                result.Append(rest[0]);
            }
        }

        return result.ToString();
    }
}
