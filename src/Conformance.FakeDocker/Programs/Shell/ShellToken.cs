namespace Conformance.FakeDocker;

/// <summary>Kinds of tokens.</summary>
internal enum ShellTokenKind
{
    End,
    NewLine,
    Operator,
    Redirection,
    Word,
}

/// <summary>A token of a shell text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">An operator's characters; empty otherwise.</param>
/// <param name="Word">The word of a word.</param>
/// <param name="Descriptor">The digits before a redirection; -1 for none.</param>
internal readonly record struct ShellToken(ShellTokenKind Kind, string Text, ShellWord? Word = null, int Descriptor = -1)
{
    /// <summary>How busybox names it in an error.</summary>
    public string Description => Kind switch
    {
        ShellTokenKind.End => "end of file",
        ShellTokenKind.NewLine => "newline",
        ShellTokenKind.Redirection => "redirection",
        ShellTokenKind.Operator => $"\"{Text}\"",
        _ => Word?.Plain is { } plain && ShellReserved.Contains(plain) ? $"\"{plain}\"" : "word",
    };

    /// <summary>Whether it is this operator.</summary>
    public bool IsOperator(string text) => Kind == ShellTokenKind.Operator && Text == text;

    /// <summary>Whether it is this word, unquoted.</summary>
    public bool IsReserved(string text) => Kind == ShellTokenKind.Word && Word!.Plain == text;
}

/// <summary>Reserved words.</summary>
internal static class ShellReserved
{
    private static readonly string[] Words =
        ["!", "case", "do", "done", "elif", "else", "esac", "fi", "for", "if", "in", "then", "until", "while", "{", "}"];

    /// <summary>Whether a word is reserved where a command may begin.</summary>
    public static bool Contains(string word) => word.Length <= 5 && Array.IndexOf(Words, word) >= 0;

    /// <summary>Whether a word ends a list of commands.</summary>
    public static bool EndsList(string word) => word is "do" or "done" or "elif" or "else" or "esac" or "fi" or "then" or "}";
}
