using System.Text;

namespace Conformance.FakeDocker;

/// <summary>Cuts a shell text into tokens. Words are taken apart at once (quotes, expansions), see the other half of the class.</summary>
internal sealed partial class ShellLexer(string text, int firstLine = 0)
{
    private readonly List<(Redirection Target, string Delimiter, bool IsLiteral, bool StripTabs)> hereDocuments = [];
    private int position;
    private ShellToken? peeked;

    /// <summary>Number of line feeds passed: the number that busybox prints in errors of <c>-c</c> texts.</summary>
    public int Line { get; private set; } = firstLine;

    /// <summary>Whether the text ended before it was clear that a command does: more of it would be another command.</summary>
    public bool HasReachedEnd { get; private set; }

    /// <summary>The next token, without taking it.</summary>
    public ShellToken Peek() => peeked ??= Read();

    /// <summary>Takes the next token.</summary>
    public ShellToken Next()
    {
        var token = Peek();
        peeked = null;
        return token;
    }

    /// <summary>Whether only blank space is left; asked between lines, when no token is held.</summary>
    public bool HasOnlyBlanksLeft() => peeked is null or { Kind: ShellTokenKind.End } && text.AsSpan(position).IsWhiteSpace();

    /// <summary>The text of a here-document begins after the present line.</summary>
    public void ExpectHereDocument(Redirection target, ShellWord delimiter, bool stripTabs)
    {
        var isLiteral = delimiter.Plain is null;
        var words = string.Concat(delimiter.Parts.Select(part => part is LiteralPart literal ? literal.Text : throw Broken("bad here-document delimiter")));
        hereDocuments.Add((target, words, isLiteral, stripTabs));
    }

    private char Current => position < text.Length ? text[position] : '\0';

    private bool Has(string next) => string.CompareOrdinal(text, position, next, 0, next.Length) == 0;

    private static ShellSyntaxException Broken(string words) => new("syntax error: " + words);

    private ShellSyntaxException Unterminated(string words = "unterminated quoted string")
    {
        HasReachedEnd = true;
        return Broken(words);
    }

    private ShellToken Read()
    {
        SkipBlanks();
        if (position >= text.Length)
        {
            HasReachedEnd = true;
            ReadHereDocuments();
            return new ShellToken(ShellTokenKind.End, "");
        }

        switch (Current)
        {
            case '\n':
                position++;
                Line++;
                ReadHereDocuments();
                return new ShellToken(ShellTokenKind.NewLine, "");
            case ';':
                return Operator(Has(";;") ? ";;" : ";");
            case '&':
                if (Has("&>"))
                    return Redirection("&>", -1);
                return Operator(Has("&&") ? "&&" : "&");
            case '|':
                return Operator(Has("||") ? "||" : "|");
            case '(':
                return Operator("(");
            case ')':
                return Operator(")");
            case '<' or '>':
                return Redirection(RedirectionText(), -1);
            case >= '0' and <= '9' when position + 1 < text.Length && text[position + 1] is '<' or '>':
                var descriptor = Current - '0';
                position++;
                return Redirection(RedirectionText(), descriptor);
            default:
                return new ShellToken(ShellTokenKind.Word, "", ReadWord());
        }
    }

    private void SkipBlanks()
    {
        while (position < text.Length)
        {
            if (Current is ' ' or '\t')
            {
                position++;
            }
            else if (Has("\\\n"))
            {
                position += 2;
                Line++;
            }
            else if (Current == '#')
            {
                while (position < text.Length && Current != '\n')
                    position++;
            }
            else
            {
                return;
            }
        }
    }

    private ShellToken Operator(string operation)
    {
        position += operation.Length;
        return new ShellToken(ShellTokenKind.Operator, operation);
    }

    private ShellToken Redirection(string operation, int descriptor)
    {
        position += operation.Length;
        return new ShellToken(ShellTokenKind.Redirection, operation, null, descriptor);
    }

    private string RedirectionText()
    {
        if (Has("<(") || Has(">("))
            throw ShellSyntaxException.Unsupported("process substitution <(...)");
        foreach (var known in (ReadOnlySpan<string>)["<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|"])
        {
            if (Has(known))
                return known;
        }

        return ">";
    }

    private void ReadHereDocuments()
    {
        foreach (var (target, delimiter, isLiteral, stripTabs) in hereDocuments)
        {
            var body = new StringBuilder();
            while (true)
            {
                if (position >= text.Length)
                {
                    HasReachedEnd = true;
                    break;
                }

                var end = text.IndexOf('\n', position);
                var line = end < 0 ? text[position..] : text[position..end];
                position = end < 0 ? text.Length : end + 1;
                Line++;
                if (stripTabs)
                    line = line.TrimStart('\t');
                if (line == delimiter)
                    break;
                body.Append(line).Append('\n');
            }

            target.Target = isLiteral
                ? new ShellWord([new LiteralPart(body.ToString(), true)])
                : new ShellLexer(body.ToString()).ReadHereDocumentBody();
        }

        hereDocuments.Clear();
    }
}
