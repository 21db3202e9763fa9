using System.Buffers;
using System.Globalization;
using System.Text;

namespace Conformance.Docker;

/// <summary>
/// What Go's JSON decoder says of a text that is none: the daemon passes its words on to clients. It reads one value and looks at nothing
/// behind it.
/// </summary>
internal ref struct GoJsonSyntax
{
    /// <summary>How deep arrays and objects may lie in one another.</summary>
    public const int DepthMax = 10_000;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);
    private readonly ReadOnlySpan<byte> text;
    private int place;
    private int depth;

    private GoJsonSyntax(ReadOnlySpan<byte> text) => this.text = text;

    /// <summary>Go's words for the first fault of the text's first value; null if it has none.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="end">The place behind the value.</param>
    /// <param name="atEnd">What is said of a text that is over too soon.</param>
    public static string? FaultOf(ReadOnlySpan<byte> text, out int end, string atEnd = "unexpected EOF")
    {
        var syntax = new GoJsonSyntax(text);
        try
        {
            syntax.Value();
            end = syntax.place;
            return null;
        }
        catch (FormatException fault)
        {
            end = syntax.place;
            return fault.Message.Length > 0 ? fault.Message : atEnd;
        }
    }

    /// <summary>Go's words for the first fault of a text that is to be one value and nothing else.</summary>
    public static string? FaultOfWhole(ReadOnlySpan<byte> text)
    {
        const string tooShort = "unexpected end of JSON input";
        if (FaultOf(text, out var end, tooShort) is { } fault)
            return fault;
        var rest = new GoJsonSyntax(text) { place = end };
        rest.SkipBlanks();
        return rest.place == text.Length ? null : rest.Unwanted("after top-level value").Message;
    }

    private void Value()
    {
        SkipBlanks();
        switch (Current)
        {
            case (byte)'{':
                Object();
                break;
            case (byte)'[':
                Array();
                break;
            case (byte)'"':
                String();
                break;
            case (byte)'t':
                Literal("true");
                break;
            case (byte)'f':
                Literal("false");
                break;
            case (byte)'n':
                Literal("null");
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                Number();
                break;
            default:
                throw Unwanted("looking for beginning of value");
        }
    }

    private void Object()
    {
        Descend();
        SkipBlanks();
        if (Current != '}')
        {
            Member();
            while (Current != '}')
            {
                Demand(',', "after object key:value pair");
                Member();
            }
        }

        depth--;
        place++;
    }

    private void Descend()
    {
        if (++depth > DepthMax)
            throw Unwanted("exceeded max depth");
        place++;
    }

    private void Member()
    {
        SkipBlanks();
        if (Current != '"')
            throw Unwanted("looking for beginning of object key string");
        String();
        SkipBlanks();
        Demand(':', "after object key");
        Value();
        SkipBlanks();
    }

    private void Array()
    {
        Descend();
        SkipBlanks();
        if (Current != ']')
        {
            Value();
            SkipBlanks();
            while (Current != ']')
            {
                Demand(',', "after array element");
                Value();
                SkipBlanks();
            }
        }

        depth--;
        place++;
    }

    private void String()
    {
        for (place++; Current != '"'; place++)
        {
            if (Current < ' ')
                throw Unwanted("in string literal");
            if (Current == '\\')
                Escape();
        }

        place++;
    }

    private void Escape()
    {
        place++;
        if (Current == 'u')
        {
            for (var digit = 0; digit < 4; digit++)
            {
                place++;
                if (!char.IsAsciiHexDigit((char)Current))
                    throw Unwanted("in \\u hexadecimal character escape");
            }
        }
        else if (!"\"\\/bfnrt"u8.Contains(Current))
        {
            throw Unwanted("in string escape code");
        }
    }

    private void Literal(string word)
    {
        for (var index = 1; index < word.Length; index++)
        {
            place++;
            if (Current != word[index])
                throw Unwanted($"in literal {word} (expecting '{word[index]}')");
        }

        place++;
    }

    private void Number()
    {
        if (Current == '-')
            place++;
        if (Current == '0')
            place++;
        else
            DigitsOf("in numeric literal");
        if (place < text.Length && text[place] == '.')
        {
            place++;
            DigitsOf("after decimal point in numeric literal");
        }

        if (place < text.Length && text[place] is (byte)'e' or (byte)'E')
        {
            place++;
            if (Current is (byte)'+' or (byte)'-')
                place++;
            DigitsOf("in exponent of numeric literal");
        }
    }

    private void DigitsOf(string where)
    {
        if (!Digits.Contains(Current))
            throw Unwanted(where);
        while (place < text.Length && Digits.Contains(text[place]))
            place++;
    }

    private void Demand(char wanted, string where)
    {
        if (Current != wanted)
            throw Unwanted(where);
        place++;
    }

    private void SkipBlanks()
    {
        while (place < text.Length && text[place] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            place++;
    }

    private readonly byte Current => place < text.Length ? text[place] : throw new FormatException("");

    private readonly FormatException Unwanted(string where) => new($"invalid character {Quoted(Current)} {where}");

    private static string Quoted(byte letter) => letter switch
    {
        (byte)'\'' => "'\\''",
        (byte)'"' => "'\"'",
        (byte)'\\' => "'\\\\'",
        (byte)'\n' => "'\\n'",
        (byte)'\r' => "'\\r'",
        (byte)'\t' => "'\\t'",
        < 0x20 or 0x7f => $"'\\x{letter.ToString("x2", CultureInfo.InvariantCulture)}'",
        >= 0x80 and < 0xa0 or 0xad => $"'\\u00{letter.ToString("x2", CultureInfo.InvariantCulture)}'",
        _ => "'" + new Rune(letter) + "'",
    };
}
