using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary>
/// Integer expressions of <c>$((...))</c>: 64 bits. Busybox does not descend by a grammar; it has a stack of values and one of operators,
/// and what it makes of odd expressions follows from that: an assignment below a <c>?</c> is an error, and both sides of <c>&amp;&amp;</c> and of
/// <c>:</c> take effect. So it is done here. An error is an <see cref="ArithmeticFault"/> with busybox' words.
/// </summary>
internal sealed class ShellArithmetic(string text, Func<string, string?> read, Action<string, string> write)
{
    private const string Syntax = "arithmetic syntax error";
    private const string BadChoice = "malformed ?: operator";
    private readonly Stack<string> names = [];
    private readonly List<Value> values = [];
    private readonly Stack<ArithmeticOperator> operators = [];
    private int position;
    private bool isAfterValue;

    private ShellArithmetic(string text, ShellArithmetic outer)
        : this(text, outer.Reader, outer.Writer) => names = outer.names;

    private Func<string, string?> Reader => read;

    private Action<string, string> Writer => write;

    /// <summary>The value of the whole text; 0 for an empty one.</summary>
    public long Evaluate()
    {
        SkipBlanks();
        if (position == text.Length)
            return 0;
        operators.Push(ArithmeticOperator.Open);
        for (; position < text.Length; SkipBlanks())
            TakeToken();
        Close();
        if (operators.Count > 0 || values.Count != 1)
            throw new ArithmeticFault(Syntax);
        return Resolved(values[0]).Number;
    }

    private void TakeToken()
    {
        if (char.IsAsciiLetter(text[position]) || text[position] == '_')
        {
            var start = position;
            while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '_'))
                position++;
            Push(new Value(0) { Name = text[start..position] });
        }
        else if (char.IsAsciiDigit(text[position]))
        {
            Push(new Value(ArithmeticNumber.Read(text, ref position) ?? throw new ArithmeticFault(Syntax)));
        }
        else
        {
            TakeOperator();
        }
    }

    private void Push(Value value)
    {
        values.Add(value);
        isAfterValue = true;
    }

    private void TakeOperator()
    {
        var sign = Find();
        if (sign == ArithmeticOperator.Open)
        {
            isAfterValue = false;
            operators.Push(sign);
        }
        else if (sign == ArithmeticOperator.Close)
        {
            if (!isAfterValue)
                throw new ArithmeticFault(Syntax);
            Close();
            if (operators.Count == 0)
                throw new ArithmeticFault(Syntax);
        }
        else if (isAfterValue && sign.IsStep)
        {
            operators.Push(sign);
        }
        else if (!isAfterValue || sign.IsPrefixOnly)
        {
            // Many may stand in a row, before anything is there that they could be applied to.
            operators.Push(sign.Prefix ?? throw new ArithmeticFault(Syntax));
            isAfterValue = false;
        }
        else
        {
            while (operators.Count > 0 && !operators.Peek().Yields(sign))
                Apply(operators.Pop());
            operators.Push(sign);
            isAfterValue = false;
        }
    }

    private ArithmeticOperator Find()
    {
        // ++ and -- stand at names only; elsewhere they are two signs.
        if (text[position] is '+' or '-' && position + 1 < text.Length && text[position + 1] == text[position] && values is not [.., { Name: not null }])
        {
            var next = text.AsSpan(position + 2).TrimStart();
            if (next.IsEmpty || !(char.IsAsciiLetter(next[0]) || next[0] == '_'))
                return ArithmeticOperator.At(text.AsSpan(position++, 1))!;
        }

        var found = ArithmeticOperator.At(text.AsSpan(position)) ?? throw new ArithmeticFault(Syntax);
        position += found.Sign.Length;
        return found;
    }

    /// <summary>Applies what waits since the last parenthesis.</summary>
    private void Close()
    {
        while (operators.TryPop(out var waiting))
        {
            if (waiting == ArithmeticOperator.Open)
            {
                if (values.Count > 0)
                    values[^1] = Resolved(values[^1]) with { Name = null };
                isAfterValue = true;
                return;
            }

            Apply(waiting);
        }
    }

    private void Apply(ArithmeticOperator sign)
    {
        if (values.Count == 0)
            throw new ArithmeticFault(Syntax);
        var right = Resolved(values[^1]);
        if (sign.One is { } one)
        {
            Keep(sign, right, one(right.Number));
            return;
        }

        if (values.Count == 1)
            throw new ArithmeticFault(Syntax);
        values.RemoveAt(values.Count - 1);
        if (right.Other is null == (sign == ArithmeticOperator.Choice))
            throw new ArithmeticFault(BadChoice);
        var left = sign == ArithmeticOperator.Assign ? values[^1] : Resolved(values[^1]);
        if (sign == ArithmeticOperator.Choice)
            values[^1] = new Value(left.Number != 0 ? right.Number : right.Other!.Value);
        else if (sign != ArithmeticOperator.Otherwise)
            Keep(sign, left, sign.Two!(left.Number, right.Number));
        else if (values.Count == 1)
            throw new ArithmeticFault(BadChoice);
        else
            values[^1] = new Value(left.Number) { Other = right.Number };
    }

    private void Keep(ArithmeticOperator sign, Value target, long result)
    {
        if (sign.Assigns)
            write(target.Name ?? throw new ArithmeticFault(Syntax), result.ToString(CultureInfo.InvariantCulture));
        // What stands before ++ is worth what it was.
        values[^1] = target with { Number = sign.IsStep ? target.Number : result, Name = null };
    }

    /// <summary>A name has the value of the expression that its variable holds.</summary>
    private Value Resolved(Value value)
    {
        if (value.Name is not { } name || read(name) is not { } expression)
            return value;
        if (names.Contains(name))
            throw new ArithmeticFault("expression recursion loop detected");
        names.Push(name);
        var number = new ShellArithmetic(expression, this).Evaluate();
        names.Pop();
        return value with { Number = number };
    }

    private void SkipBlanks()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
    }

    /// <summary>On the stack of values: a number, the variable that it comes from, and what a <c>:</c> has put beside it.</summary>
    private readonly record struct Value(long Number)
    {
        public string? Name { get; init; }

        public long? Other { get; init; }
    }
}

/// <summary>An expression that has no value; the message is busybox'.</summary>
internal sealed class ArithmeticFault(string message) : Exception(message);
