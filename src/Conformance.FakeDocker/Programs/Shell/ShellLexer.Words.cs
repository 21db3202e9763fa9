using System.Text;

namespace Conformance.FakeDocker;

/// <summary>Words: quotes and expansions.</summary>
internal sealed partial class ShellLexer
{
    private const string EscapableInDocument = "$`\\\n";
    private const string EscapableInQuotes = EscapableInDocument + "\"";
    private const string EscapableInBraces = EscapableInQuotes + "}";

    private static bool EndsWord(char character) => character is ' ' or '\t' or '\n' or ';' or '&' or '|' or '<' or '>' or '(' or ')' or '\0';

    /// <summary>Reads a word that begins here.</summary>
    private ShellWord ReadWord()
    {
        var parts = new WordParts();
        while (position < text.Length && !EndsWord(Current))
            ReadUnquoted(parts);
        return parts.Build();
    }

    private void ReadUnquoted(WordParts parts)
    {
        switch (Current)
        {
            case '\\':
                position++;
                if (position >= text.Length)
                    parts.Add("\\", true);
                else if (Current == '\n')
                    Line++;
                else
                    parts.Add(text.Substring(position, 1), true);
                position++;
                break;
            case '\'':
                parts.Add(ReadSingleQuoted(), true);
                break;
            case '"':
                position++;
                parts.Touch();
                ReadDoubleQuoted(parts);
                break;
            case '$' when Has("$'"):
                position++;
                parts.Add(ShellEscapes.Decode(ReadEscapedQuoted(), ShellEscapes.Dialect.DollarQuote, out _), true);
                break;
            default:
                ReadOne(parts, quoted: false);
                break;
        }
    }

    /// <summary>One character or expansion between double quotes; a backslash takes only these characters literally.</summary>
    private void ReadQuoted(WordParts parts, string escapable)
    {
        if (Current != '\\' || position + 1 >= text.Length || !escapable.Contains(text[position + 1]))
        {
            ReadOne(parts, quoted: true);
            return;
        }

        if (text[position + 1] == '\n')
            Line++;
        else
            parts.Add(text.Substring(position + 1, 1), true);
        position += 2;
    }

    private void ReadOne(WordParts parts, bool quoted)
    {
        switch (Current)
        {
            case '$':
                ReadDollar(parts, quoted);
                break;
            case '`':
                ReadBackticks(parts, quoted);
                break;
            default:
                if (Current == '\n')
                    Line++;
                parts.Add(text.Substring(position++, 1), quoted);
                break;
        }
    }

    private string ReadSingleQuoted()
    {
        var end = text.IndexOf('\'', position + 1);
        if (end < 0)
            throw Unterminated();
        var content = text[(position + 1)..end];
        Line += content.Count(character => character == '\n');
        position = end + 1;
        return content;
    }

    private string ReadEscapedQuoted()
    {
        var end = position + 1;
        while (end < text.Length && text[end] != '\'')
            end += text[end] == '\\' ? 2 : 1;
        if (end >= text.Length)
            throw Unterminated();
        var content = text[(position + 1)..end];
        position = end + 1;
        return content;
    }

    private void ReadDoubleQuoted(WordParts parts)
    {
        while (Current != '"')
        {
            if (position >= text.Length)
                throw Unterminated();
            ReadQuoted(parts, EscapableInQuotes);
        }

        position++;
    }

    private ShellWord ReadHereDocumentBody()
    {
        var parts = new WordParts();
        parts.Touch();
        while (position < text.Length)
            ReadQuoted(parts, EscapableInDocument);
        return parts.Build();
    }

    private void ReadDollar(WordParts parts, bool quoted)
    {
        position++;
        if (Has("(("))
        {
            ReadArithmetic(parts, quoted);
            return;
        }

        switch (Current)
        {
            case '(':
                position++;
                var parser = new ShellParser(this);
                parts.Add(new SubstitutionPart(parser.ParseUntil(")"), quoted));
                break;
            case '{':
                position++;
                parts.Add(ReadBraces(quoted));
                break;
            case >= '0' and <= '9' or '@' or '*' or '#' or '?' or '-' or '$' or '!':
                parts.Add(new ParameterPart(text.Substring(position++, 1), "", false, ShellWord.Empty, quoted));
                break;
            default:
                var name = ReadName();
                if (name.Length == 0)
                    parts.Add("$", quoted);
                else
                    parts.Add(new ParameterPart(name, "", false, ShellWord.Empty, quoted));
                break;
        }
    }

    private string ReadName()
    {
        var start = position;
        while (position < text.Length && (char.IsAsciiLetter(Current) || Current == '_' || (position > start && char.IsAsciiDigit(Current))))
            position++;
        return text[start..position];
    }

    private string ReadParameterName()
    {
        if (Current is '@' or '*' or '#' or '?' or '-' or '$' or '!')
            return text.Substring(position++, 1);
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(Current))
            position++;
        return position > start ? text[start..position] : ReadName();
    }

    private ParameterPart ReadBraces(bool quoted)
    {
        if (Current == '#' && position + 1 < text.Length && text[position + 1] != '}')
        {
            var start = position++;
            var counted = ReadParameterName();
            if (counted.Length > 0 && Current == '}')
            {
                position++;
                return new ParameterPart(counted, ParameterPart.Length, false, ShellWord.Empty, quoted);
            }

            // ${#-word} is about $#; but an operator alone, as in ${#+}, is refused.
            if (counted is not ("" or "#" or "?" or "-") || (counted.Length == 0 && position + 1 < text.Length && text[position + 1] == '}'))
                return BadSubstitution(quoted);
            position = start;
        }

        var name = ReadParameterName();
        if (name.Length == 0)
            return BadSubstitution(quoted);
        var hasColon = Current == ':';
        if (hasColon)
            position++;
        string operation;
        switch (Current)
        {
            case '}' when !hasColon:
                position++;
                return new ParameterPart(name, "", false, ShellWord.Empty, quoted);
            case '-' or '=' or '?' or '+':
                operation = text.Substring(position++, 1);
                break;
            case '#' or '%' when !hasColon:
                operation = text.Substring(position++, 1);
                if (Current == operation[0])
                    operation += text[position++];
                break;
            case '/' when !hasColon:
                throw ShellSyntaxException.Unsupported("${x/pattern/text}");
            default:
                return hasColon && position < text.Length ? throw ShellSyntaxException.Unsupported("${x:offset:length}") : BadSubstitution(quoted);
        }

        return new ParameterPart(name, operation, hasColon, ReadOperand(quoted && operation[0] is not ('#' or '%')), quoted);
    }

    // A mistake in it is told when it is expanded, which may be never.
    private ParameterPart BadSubstitution(bool quoted) => new("", ParameterPart.Bad, false, ReadOperand(quoted), quoted);

    /// <summary>The word inside <c>${x:-word}</c>, to the closing brace, which it takes.</summary>
    private ShellWord ReadOperand(bool quoted)
    {
        var parts = new WordParts();
        while (Current != '}')
        {
            if (position >= text.Length)
                throw quoted ? Unterminated() : Unterminated("missing '}'");
            if (!quoted)
                ReadUnquoted(parts);
            else if (Current == '"')
                position++;
            else
                ReadQuoted(parts, EscapableInBraces);
        }

        position++;
        return parts.Build();
    }

    private void ReadBackticks(WordParts parts, bool quoted)
    {
        position++;
        var inner = new StringBuilder();
        while (true)
        {
            if (position >= text.Length)
                throw Unterminated("EOF in backquote substitution");
            var character = text[position++];
            if (character == '`')
                break;
            if (character == '\\' && position < text.Length && (text[position] is '$' or '`' or '\\' || (quoted && text[position] == '"')))
                character = text[position++];
            inner.Append(character);
        }

        var lexer = new ShellLexer(inner.ToString());
        parts.Add(new SubstitutionPart(new ShellParser(lexer).ParseAll(), quoted));
    }

    private void ReadArithmetic(WordParts parts, bool quoted)
    {
        position += 2;
        var inner = new WordParts();
        inner.Touch();
        var depth = 0;
        while (true)
        {
            if (position >= text.Length)
                throw Unterminated("missing '))'");
            if (depth == 0 && Has("))"))
                break;
            depth += Current switch { '(' => 1, ')' => -1, _ => 0 };
            if (Current == '"')
                position++;
            else
                ReadQuoted(inner, EscapableInBraces);
        }

        position += 2;
        parts.Add(new ArithmeticPart(inner.Build(), quoted));
    }
}
