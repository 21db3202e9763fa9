using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary><c>expr</c>: <c>| &amp; = != &lt; &lt;= &gt; &gt;= + - * / %</c>, length, parentheses. Code 1 for an empty or zero result, 2 for trouble.</summary>
internal static class ExprWord
{
    private static readonly string[][] Levels = [["|"], ["&"], ["=", "==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"]];

    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        if (run.Arguments.Contains(":") || run.Arguments is ["match" or "substr" or "index", ..])
            return await run.Unsupported("regular expressions and parts of texts");
        if (run.Arguments.Count == 0)
            return await run.Fail("too few arguments", 2);
        try
        {
            var reader = new Reader(run.Arguments);
            var value = reader.Value();
            await run.Out(value + "\n");
            return value is "" or "0" ? 1 : 0;
        }
        catch (ArithmeticFault fault)
        {
            return await run.Fail(fault.Message, 2);
        }
    }

    private sealed class Reader(IReadOnlyList<string> words)
    {
        private int index;

        public string Value()
        {
            var value = Binary(0);
            return index < words.Count ? throw new ArithmeticFault("syntax error") : value;
        }

        private string Binary(int level)
        {
            if (level == Levels.Length)
                return Primary();
            var left = Binary(level + 1);
            while (index < words.Count && Array.IndexOf(Levels[level], words[index]) >= 0)
            {
                var operation = words[index++];
                left = Apply(operation, left, Binary(level + 1));
            }

            return left;
        }

        private string Primary()
        {
            if (index >= words.Count)
                throw new ArithmeticFault("syntax error");
            var word = words[index++];
            if (word == "length")
                return Primary().Length.ToString(CultureInfo.InvariantCulture);
            if (word == ")")
                throw new ArithmeticFault("syntax error");
            if (word != "(")
                return word;
            var value = Binary(0);
            if (index >= words.Count || words[index++] != ")")
                throw new ArithmeticFault("syntax error");
            return value;
        }

        private static string Apply(string operation, string left, string right)
        {
            switch (operation)
            {
                case "|":
                    return left is "" or "0" ? right : left;
                case "&":
                    return left is "" or "0" || right is "" or "0" ? "0" : left;
            }

            if (operation is "=" or "==" or "!=" or "<" or "<=" or ">" or ">=")
            {
                var order = Number(left) is { } first && Number(right) is { } second ? first.CompareTo(second) : string.CompareOrdinal(left, right);
                return (operation switch { "=" or "==" => order == 0, "!=" => order != 0, "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 }) ? "1" : "0";
            }

            var one = Number(left) ?? throw new ArithmeticFault("non-numeric argument");
            var two = Number(right) ?? throw new ArithmeticFault("non-numeric argument");
            if (two == 0 && operation is "/" or "%")
                throw new ArithmeticFault("division by zero");
            return unchecked(operation switch { "+" => one + two, "-" => one - two, "*" => one * two, "/" => two == -1 ? -one : one / two, _ => two == -1 ? 0 : one % two }).ToString(CultureInfo.InvariantCulture);
        }

        private static long? Number(string text) => long.TryParse(text.TrimStart(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
