namespace Conformance.FakeDocker;

/// <summary>An operator of <c>$((...))</c>.</summary>
/// <param name="Sign">How it is written.</param>
/// <param name="Rank">The higher, the earlier it is applied.</param>
internal sealed record ArithmeticOperator(string Sign, int Rank)
{
    private const int AssignRank = 2;
    private const int ChoiceRank = 4;
    private const int PowerRank = 15;
    private const int PrefixRank = 16;

    /// <summary>An opening parenthesis.</summary>
    public static readonly ArithmeticOperator Open = new("(", 0);

    /// <summary>A closing one.</summary>
    public static readonly ArithmeticOperator Close = new(")", 0);

    /// <summary><c>?</c>.</summary>
    public static readonly ArithmeticOperator Choice = new("?", ChoiceRank);

    /// <summary><c>:</c>.</summary>
    public static readonly ArithmeticOperator Otherwise = new(":", ChoiceRank);

    /// <summary><c>=</c>.</summary>
    public static readonly ArithmeticOperator Assign = new("=", AssignRank) { Two = static (_, right) => right, Assigns = true };

    private static readonly ArithmeticOperator[] Plain =
    [
        Binary(",", 1, static (_, right) => right),
        Binary("||", 5, static (left, right) => Truth(left != 0 || right != 0)), Binary("&&", 6, static (left, right) => Truth(left != 0 && right != 0)),
        Binary("|", 7, static (left, right) => left | right), Binary("^", 8, static (left, right) => left ^ right), Binary("&", 9, static (left, right) => left & right),
        Binary("==", 10, static (left, right) => Truth(left == right)), Binary("!=", 10, static (left, right) => Truth(left != right)),
        Binary("<", 11, static (left, right) => Truth(left < right)), Binary(">", 11, static (left, right) => Truth(left > right)),
        Binary("<=", 11, static (left, right) => Truth(left <= right)), Binary(">=", 11, static (left, right) => Truth(left >= right)),
        Binary("<<", 12, static (left, right) => unchecked(left << (int)right)), Binary(">>", 12, static (left, right) => unchecked(left >> (int)right)),
        Binary("+", 13, static (left, right) => unchecked(left + right)) with { Prefix = Unary("+", static value => value) },
        Binary("-", 13, static (left, right) => unchecked(left - right)) with { Prefix = Unary("-", static value => unchecked(-value)) },
        Binary("*", 14, static (left, right) => unchecked(left * right)), Binary("/", 14, Divide), Binary("%", 14, Remainder),
        Binary("**", PowerRank, Power),
    ];

    private static readonly ArithmeticOperator[] All =
    [
        .. Plain, Open, Close, Choice, Otherwise, Assign,
        .. Plain.Where(static plain => plain.Sign is "|" or "^" or "&" or "<<" or ">>" or "+" or "-" or "*" or "/" or "%")
            .Select(static plain => new ArithmeticOperator(plain.Sign + "=", AssignRank) { Two = plain.Two, Assigns = true }),
        new("!", 0) { Prefix = Unary("!", static value => Truth(value == 0)) }, new("~", 0) { Prefix = Unary("~", static value => ~value) },
        Step("++", 1), Step("--", -1),
    ];

    /// <summary>What it does with one value; null for an operator between two.</summary>
    public Func<long, long>? One { get; private init; }

    /// <summary>What it makes of two values.</summary>
    public Func<long, long, long>? Two { get; private init; }

    /// <summary>The operator that is written the same and stands before its value; null for none.</summary>
    public ArithmeticOperator? Prefix { get; private init; }

    /// <summary>Whether it never stands behind a value.</summary>
    public bool IsPrefixOnly => Rank == 0 && Prefix is not null;

    /// <summary>Whether the result goes into a variable.</summary>
    public bool Assigns { get; private init; }

    /// <summary>Whether it stands behind its value and changes it afterwards.</summary>
    public bool IsStep { get; private init; }

    /// <summary>The longest that a text begins with; null for none.</summary>
    public static ArithmeticOperator? At(ReadOnlySpan<char> text)
    {
        ArithmeticOperator? longest = null;
        foreach (var candidate in All)
        {
            if (text.StartsWith(candidate.Sign) && candidate.Sign.Length > (longest?.Sign.Length ?? 0))
                longest = candidate;
        }

        return longest;
    }

    /// <summary>Whether it is applied only after one that comes later in the text.</summary>
    public bool Yields(ArithmeticOperator next) => Rank < next.Rank || (Rank == next.Rank && Rank is AssignRank or ChoiceRank or PowerRank);

    private static ArithmeticOperator Binary(string sign, int rank, Func<long, long, long> two) => new(sign, rank) { Two = two };

    private static ArithmeticOperator Unary(string sign, Func<long, long> one) => new(sign, PrefixRank) { One = one };

    private static ArithmeticOperator Step(string sign, int change) => new(sign, PrefixRank + 1)
    {
        One = value => unchecked(value + change),
        Assigns = true,
        IsStep = true,
        Prefix = new(sign, PrefixRank) { One = value => unchecked(value + change), Assigns = true },
    };

    private static long Truth(bool holds) => holds ? 1 : 0;

    private static long Divide(long left, long right) => right switch
    {
        0 => throw new ArithmeticFault("divide by zero"),
        -1 => unchecked(-left),
        _ => left / right,
    };

    private static long Remainder(long left, long right) => right switch
    {
        0 => throw new ArithmeticFault("divide by zero"),
        -1 => 0,
        _ => left % right,
    };

    private static long Power(long left, long right)
    {
        if (right < 0)
            throw new ArithmeticFault("exponent less than 0");
        var result = 1L;
        for (; right > 0; right >>= 1, left = unchecked(left * left))
        {
            if ((right & 1) == 1)
                result = unchecked(result * left);
        }

        return result;
    }
}
