using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Conformance.Tests;

/// <summary>
/// Compares a text with <c>snapshots/NAME.verified.txt</c>. On a difference the new text is written beside it as
/// <c>NAME.received.txt</c> and the test fails with a readable diff. <c>./run.sh test --accept</c> takes the new text over,
/// except where CI is set. The file convention is Verify's, so that Verify could replace this class.
/// </summary>
internal static class Snapshot
{
    private const int ContextLines = 3;

    /// <summary>Fails unless <paramref name="text"/> is what was verified before.</summary>
    public static void Match(string name, string text)
    {
        var verified = Repository.At("snapshots", name + ".verified.txt");
        var received = Repository.At("snapshots", name + ".received.txt");
        text = text.ReplaceLineEndings("\n");
        var known = File.Exists(verified) ? File.ReadAllText(verified) : null;
        if (known == text)
        {
            File.Delete(received);
            return;
        }

        var mayAccept = Environment.GetEnvironmentVariable("CI") is null or "";
        Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
        if (mayAccept && Environment.GetEnvironmentVariable("CONFORMANCE_ACCEPT") == "1")
        {
            File.WriteAllText(verified, text);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail(known is null
            ? $"snapshots/{name}.verified.txt does not exist yet; look at the .received.txt beside it, then ./run.sh test --accept"
            : $"snapshots/{name}.verified.txt differs; if the change is meant: ./run.sh test --accept\n{Diff(known, text)}");
    }

    private static string Diff(string known, string text)
    {
        var lines = new InlineDiffBuilder(new DiffPlex.Differ()).BuildDiffModel(known, text).Lines;
        var words = new StringBuilder();
        for (var index = 0; index < lines.Count; index++)
        {
            var near = lines.Skip(Math.Max(0, index - ContextLines)).Take(2 * ContextLines + 1);
            if (near.All(line => line.Type == ChangeType.Unchanged))
                continue;
            var sign = lines[index].Type switch
            {
                ChangeType.Inserted => "+ ",
                ChangeType.Deleted => "- ",
                _ => "  ",
            };
            words.Append(sign).AppendLine(lines[index].Text);
        }

        return words.ToString();
    }
}
