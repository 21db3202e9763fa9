using System.Text;

namespace Conformance.FakeDocker;

/// <summary>Gathers the parts of a word; neighbouring literals of one kind become one.</summary>
internal sealed class WordParts
{
    private readonly List<WordPart> parts = [];
    private readonly StringBuilder literal = new();
    private bool isLiteralQuoted;
    private bool hasQuotes;

    /// <summary>Text.</summary>
    public void Add(string text, bool quoted)
    {
        if (literal.Length > 0 && isLiteralQuoted != quoted)
            Flush();
        isLiteralQuoted = quoted;
        hasQuotes |= quoted;
        literal.Append(text);
    }

    /// <summary>An expansion.</summary>
    public void Add(WordPart part)
    {
        Flush();
        parts.Add(part);
    }

    /// <summary>Quotes were seen: the word exists even when they hold nothing.</summary>
    public void Touch() => hasQuotes = true;

    /// <summary>The word.</summary>
    public ShellWord Build()
    {
        Flush();
        if (parts.Count == 0 && hasQuotes)
            parts.Add(new LiteralPart("", true));
        else if (hasQuotes && parts.TrueForAll(part => !part.IsQuoted))
            parts.Add(new LiteralPart("", true));
        return new ShellWord(parts);
    }

    private void Flush()
    {
        if (literal.Length == 0)
            return;
        parts.Add(new LiteralPart(literal.ToString(), isLiteralQuoted));
        literal.Clear();
    }
}
