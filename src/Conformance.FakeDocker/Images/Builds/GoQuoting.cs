using System.Globalization;
using System.Text;

namespace Conformance.FakeDocker;

/// <summary>Texts and numbers as Go's <c>%q</c> prints them, which the builder uses for what history shows.</summary>
internal static class GoQuoting
{
    /// <summary>In double quotes.</summary>
    public static string Text(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
            quoted.Append(Letter(letter, '"'));
        return quoted.Append('"').ToString();
    }

    /// <summary>A list, in brackets.</summary>
    public static string List(IEnumerable<string> words) => "[" + string.Join(' ', words.Select(Text)) + "]";

    /// <summary>A whole number, which is taken for a letter.</summary>
    public static string Number(int number) => Rune.IsValid(number)
        ? "'" + (number <= char.MaxValue ? Letter((char)number, '\'') : new Rune(number).ToString()) + "'"
        : "'\ufffd'";

    private static string Letter(char letter, char quote) => letter switch
    {
        _ when letter == quote || letter == '\\' => "\\" + letter,
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        < ' ' or '\x7f' => "\\x" + ((int)letter).ToString("x2", CultureInfo.InvariantCulture),
        _ => letter.ToString(),
    };
}
