using System.Text.RegularExpressions;

namespace Conformance.Tests.Tidy;

/// <summary>One pass over every source file: what a reviewer should never have to say.</summary>
[TestFixture]
public partial class FilesAreTidy
{
    private const int LinesMax = 400;
    private const int MedianMax = 100;
    private const int FunctionLinesMax = 70;

    private static readonly (string Word, string Instead)[] Banned =
    [
        ("TO" + "DO", "an issue, or the work itself"),
        ("FIX" + "ME", "an issue, or the work itself"),
        ("HA" + "CK", "an honest name"),
        ("NotImplemented" + "Exception", "an implementation, or a clear error"),
        ("Thread." + "Sleep(", "a delay on the machine's clock"),
        ("async " + "void", "async Task, started by Spawn"),
    ];

    private static IReadOnlyList<string> Sources => Repository.Files(".cs");

    [Test]
    public void No_file_is_too_long_and_the_median_is_short()
    {
        var lengths = Sources.Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .Select(file => (File: file, Lines: File.ReadLines(Repository.At(file)).Count())).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(lengths.Where(entry => entry.Lines > LinesMax), Is.Empty, $"files over {LinesMax} lines");
            Assert.That(lengths.Select(entry => entry.Lines).Order().ElementAt(lengths.Count / 2), Is.LessThan(MedianMax));
        });
    }

    [Test]
    public void No_function_of_a_room_is_longer_than_a_page()
    {
        var found = new List<string>();
        foreach (var file in Sources.Where(file => file.StartsWith("src/", StringComparison.Ordinal)))
        {
            var lines = File.ReadAllLines(Repository.At(file));
            for (var start = 0; start < lines.Length; start++)
            {
                // Members stand at one level of indentation: four spaces, and their closing brace with them, perhaps that of a lambda.
                if (lines[start] != "    {")
                    continue;
                var end = Array.FindIndex(lines, start, line => line.StartsWith("    }", StringComparison.Ordinal));
                if (end - start - 1 > FunctionLinesMax && !TypeHead().IsMatch(lines[start - 1]))
                    found.Add($"{file}:{start} has {end - start - 1} lines");
                start = Math.Max(start, end);
            }
        }

        Assert.That(found, Is.Empty, $"functions over {FunctionLinesMax} lines");
    }

    [Test]
    public void No_banned_word_stands_in_the_code() => Assert.That(
        from file in Sources
        let text = File.ReadAllText(Repository.At(file))
        from rule in Banned
        where text.Contains(rule.Word, StringComparison.Ordinal)
        select $"{file}: '{rule.Word}', use {rule.Instead}", Is.Empty);

    [Test]
    public void No_line_ends_with_a_blank_and_no_file_without_a_line_feed() => Assert.That(
        from file in Repository.Files(".cs", ".csproj", ".props", ".sh", ".proto", ".yaml")
        let text = File.ReadAllText(Repository.At(file))
        where TrailingBlank().IsMatch(text) || text.Contains('\r') || (text.Length > 0 && text[^1] != '\n')
        select file, Is.Empty);

    [Test]
    public void Every_file_of_a_room_declares_something_that_another_file_names()
    {
        var texts = Sources.ToDictionary(file => file, file => File.ReadAllText(Repository.At(file)));
        var words = texts.ToDictionary(text => text.Key, text => Word().Matches(text.Value).Select(match => match.Value).ToHashSet());
        var dead = from source in texts
                   where source.Key.StartsWith("src/", StringComparison.Ordinal)
                   // Found by reflection: steps and fault actions by their word, checks by their interface.
                   where !source.Value.Contains("[Word(", StringComparison.Ordinal) && !source.Value.Contains(": ICheck", StringComparison.Ordinal)
                   let declared = Declaration().Matches(source.Value).Select(match => match.Groups[1].Value).ToList()
                   where declared.Count > 0 && !source.Value.Contains("(this ", StringComparison.Ordinal)
                   where !words.Any(other => other.Key != source.Key && declared.Any(other.Value.Contains))
                   select source.Key;
        Assert.That(dead, Is.Empty);
    }

    [GeneratedRegex(@"\b\w+\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|interface|enum) (\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex("[ \t]\n")]
    private static partial Regex TrailingBlank();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\b")]
    private static partial Regex TypeHead();
}
