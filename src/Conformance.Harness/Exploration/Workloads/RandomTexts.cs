using System.Text;
using Bogus;

namespace Conformance.Harness.Exploration;

/// <summary>
/// Texts for names, arguments and variables: some as people write them (Bogus), some of any characters that may stand there,
/// and above all those that a shell, a command line or a path would like to read as something else.
/// </summary>
internal sealed class RandomTexts(Choices choices)
{
    private const int Longest = 16;

    private static readonly string[] Traps =
    [
        "", " ", "-", "--", "-e", "--help", "--rm", "=", "a=b", "'", "\"", "\\", "\\n", "$", "$HOME", "${HOME}", "$(id)", "`id`", "$$", "*", "?", "[a]", "~", "{a,b}",
        "%s", "%", "%%", ";", "&", "|", ">", "<", "(", ")", "#", "!", "\n", "a\nb", "\r\n", "\t", "\u001b[31m", "\u0001", "\u007f", "\u0085", "\u00a0", "\u2028", "\ufeff", "\ufffd",
        "ü", "日本", "\U0001F600", "e\u0301", "null", "true", "0x1f", "30s", "/", "//", "..", "a/../b", ":", "a:b", ",", "a,b", "@", "{{.ID}}", "\uffff",
    ];

    private readonly Faker faker = new() { Random = new Randomizer(choices.Between(0, int.MaxValue - 1)) };

    /// <summary>Any text without NUL, which neither an argument nor a variable can hold.</summary>
    public string Any() => choices.Between(0, 3) switch
    {
        0 => choices.Pick(Traps),
        1 => string.Concat(choices.Many(1, Longest, () => choices.Pick(Traps))),
        2 => string.Concat(choices.Many(0, Longest, Character)),
        _ => faker.Hacker.Phrase(),
    };

    /// <summary>The name of a variable: anything but nothing, and without an equals sign.</summary>
    public string Variable()
    {
        var name = choices.Chance(70) ? Word().ToUpperInvariant() : Any().Replace("=", "", StringComparison.Ordinal);
        return name.Length == 0 ? "EMPTY" : name;
    }

    /// <summary>A name that Mesos takes for a task: no control characters, no slashes.</summary>
    public string Task()
    {
        if (choices.Chance(60))
            return Word();
        var name = new string([.. (choices.Chance(50) ? faker.Name.JobTitle() : Any()).Where(sign => !char.IsControl(sign) && sign is not ('/' or '\\'))]);
        return name.Length == 0 ? "task" : name;
    }

    /// <summary>A word of letters, digits and hyphens, which is good everywhere.</summary>
    public string Word()
    {
        var word = new string([.. faker.Internet.DomainWord().Where(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-')]);
        return word.Trim('-') is { Length: > 0 } good ? good.ToLowerInvariant() : "word";
    }

    /// <summary>A sentence.</summary>
    public string Sentence() => faker.Hacker.Phrase();

    /// <summary>In the quotes of a shell, so that it stands for itself.</summary>
    public static string Quoted(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private string Character()
    {
        var code = choices.Between(0, 6) switch
        {
            0 or 5 => choices.Between(1, 0x1f),
            1 => choices.Between(0x80, 0x7ff),
            2 => choices.Between(0x800, 0xffff),
            3 => choices.Between(0x10000, 0x10ffff),
            _ => choices.Between(0x20, 0x7f),
        };
        return Rune.IsValid(code) ? new Rune(code).ToString() : "?";
    }
}
