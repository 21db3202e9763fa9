using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary>
/// Integer expressions of <c>$((...))</c>: 64 bits, C's operators and precedences, assignments. An error is an
/// <see cref="ArithmeticFault"/> with busybox' words.
/// </summary>
internal sealed class ShellArithmetic(string text, Func<string, string?> read, Action<string, string> write)
{
    private static readonly string[][] Levels =
    [
        ["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<=", ">=", "<", ">"], ["<<", ">>"], ["+", "-"], ["*", "/", "%"],
    ];

    private int position;
    private int skipping;

    /// <summary>The value of the whole text; 0 for an empty one.</summary>
    public long Evaluate()
    {
        SkipBlanks();
        if (position >= text.Length)
            return 0;
        var value = Comma();
        SkipBlanks();
        return position < text.Length ? throw Broken() : value;
    }

    private static ArithmeticFault Broken() => new("arithmetic syntax error");

    private void SkipBlanks()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
    }

    private bool Take(string operation)
    {
        SkipBlanks();
        if (string.CompareOrdinal(text, position, operation, 0, operation.Length) != 0)
            return false;
        position += operation.Length;
        return true;
    }

    private long Comma()
    {
        var value = Assignment();
        while (Take(","))
            value = Assignment();
        return value;
    }

    private long Assignment()
    {
        var start = position;
        SkipBlanks();
        var name = Name();
        if (name.Length > 0)
        {
            SkipBlanks();
            foreach (var operation in (ReadOnlySpan<string>)["=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "|=", "^="])
            {
                if (string.CompareOrdinal(text, position, operation, 0, operation.Length) != 0 || (operation == "=" && Follows("==")))
                    continue;
                position += operation.Length;
                var right = Assignment();
                var value = operation == "=" ? right : Apply(operation[..^1], Value(name), right);
                if (skipping == 0)
                    write(name, value.ToString(CultureInfo.InvariantCulture));
                return value;
            }
        }

        position = start;
        return Choice();
    }

    private bool Follows(string next) => string.CompareOrdinal(text, position, next, 0, next.Length) == 0;

    private long Choice()
    {
        var condition = Binary(0);
        if (!Take("?"))
            return condition;
        skipping += condition == 0 ? 1 : 0;
        var yes = Assignment();
        skipping -= condition == 0 ? 1 : 0;
        if (!Take(":"))
            throw Broken();
        skipping += condition != 0 ? 1 : 0;
        var no = Assignment();
        skipping -= condition != 0 ? 1 : 0;
        return condition != 0 ? yes : no;
    }

    private long Binary(int level)
    {
        if (level == Levels.Length)
            return Unary();
        var left = Binary(level + 1);
        while (Operator(level) is { } operation)
        {
            var skips = (operation == "&&" && left == 0) || (operation == "||" && left != 0);
            skipping += skips ? 1 : 0;
            var right = Binary(level + 1);
            skipping -= skips ? 1 : 0;
            left = skipping > 0 ? 0 : Apply(operation, left, right);
        }

        return left;
    }

    private string? Operator(int level)
    {
        SkipBlanks();
        foreach (var operation in Levels[level])
        {
            if (!Follows(operation))
                continue;
            var after = position + operation.Length < text.Length ? text[position + operation.Length] : '\0';
            if (operation.Length == 1 && (after == '=' || (after == operation[0] && operation is "|" or "&" or "<" or ">")))
                continue;
            if (operation is "<<" or ">>" && after == '=')
                continue;
            position += operation.Length;
            return operation;
        }

        return null;
    }

    private static long Apply(string operation, long left, long right) => operation switch
    {
        "||" => left != 0 || right != 0 ? 1 : 0,
        "&&" => left != 0 && right != 0 ? 1 : 0,
        "|" => left | right,
        "^" => left ^ right,
        "&" => left & right,
        "==" => left == right ? 1 : 0,
        "!=" => left != right ? 1 : 0,
        "<=" => left <= right ? 1 : 0,
        ">=" => left >= right ? 1 : 0,
        "<" => left < right ? 1 : 0,
        ">" => left > right ? 1 : 0,
        "<<" => left << (int)right,
        ">>" => left >> (int)right,
        "+" => unchecked(left + right),
        "-" => unchecked(left - right),
        "*" => unchecked(left * right),
        "/" or "%" when right == 0 => throw new ArithmeticFault("divide by zero"),
        "/" => right == -1 ? unchecked(-left) : left / right,
        _ => right == -1 ? 0 : left % right,
    };

    private long Unary()
    {
        if (Take("++") || Take("--"))
        {
            var delta = text[position - 1] == '+' ? 1 : -1;
            SkipBlanks();
            return Change(Name(), delta) + delta;
        }

        if (Take("!"))
            return Unary() == 0 ? 1 : 0;
        if (Take("~"))
            return ~Unary();
        if (Take("-"))
            return unchecked(-Unary());
        return Take("+") ? Unary() : Primary();
    }

    private long Primary()
    {
        if (Take("("))
        {
            var value = Comma();
            return Take(")") ? value : throw Broken();
        }

        SkipBlanks();
        var name = Name();
        if (name.Length == 0)
            return Number();
        if (Follows("++") || Follows("--"))
        {
            var delta = text[position] == '+' ? 1 : -1;
            position += 2;
            return Change(name, delta);
        }

        return Value(name);
    }

    private long Change(string name, int delta)
    {
        if (name.Length == 0)
            throw Broken();
        var value = Value(name);
        if (skipping == 0)
            write(name, (value + delta).ToString(CultureInfo.InvariantCulture));
        return value;
    }

    private string Name()
    {
        var start = position;
        while (position < text.Length && (char.IsAsciiLetter(text[position]) || text[position] == '_' || (position > start && char.IsAsciiDigit(text[position]))))
            position++;
        return text[start..position];
    }

    private long Value(string name)
    {
        var value = read(name);
        if (string.IsNullOrEmpty(value))
            return 0;
        return ParseNumber(value) ?? new ShellArithmetic(value, other => other == name ? "0" : read(other), write).Evaluate();
    }

    private long Number()
    {
        var start = position;
        while (position < text.Length && char.IsAsciiLetterOrDigit(text[position]))
            position++;
        return ParseNumber(text[start..position]) ?? throw Broken();
    }

    private static long? ParseNumber(string digits)
    {
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
        if (digits.Length > 1 && digits[0] == '0')
        {
            long octal = 0;
            foreach (var digit in digits.AsSpan(1))
            {
                if (digit is < '0' or > '7')
                    return null;
                octal = octal * 8 + (digit - '0');
            }

            return octal;
        }

        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}

/// <summary>An expression cannot be evaluated.</summary>
internal sealed class ArithmeticFault(string message) : Exception(message);
