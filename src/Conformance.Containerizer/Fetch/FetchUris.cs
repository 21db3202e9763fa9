using System.Text;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// How Mesos 0.20 tells its fetcher what to fetch: the variable <c>MESOS_EXECUTOR_URIS</c> holds, parted by blanks, each URI with
/// <c>+</c>, <c>1</c> or <c>0</c> for the right to execute, and <c>X</c> or <c>N</c> for unpacking (src/slave/containerizer/mesos/containerizer.cpp@0.20.0).
/// </summary>
public static class FetchUris
{
    private const int MarkLength = 3;

    /// <summary>The text for these. A URI with a blank cannot be told: <see cref="StageFailure"/>.</summary>
    public static string Write(IReadOnlyList<CommandInfo.Types.URI> uris)
    {
        var text = new StringBuilder();
        foreach (var uri in uris)
        {
            if (uri.Value.AsSpan().IndexOfAny(" \t\n") >= 0)
                throw new StageFailure($"Failed to fetch '{uri.Value}': a URI with a blank cannot be fetched");
            if (text.Length > 0)
                text.Append(' ');
            text.Append(uri.Value).Append('+').Append(uri.Executable ? '1' : '0').Append(uri.Extract ? 'X' : 'N');
        }

        return text.ToString();
    }

    /// <summary>Reads such a text. Throws <see cref="FetchException"/>.</summary>
    public static IReadOnlyList<CommandInfo.Types.URI> Read(string text)
    {
        var uris = new List<CommandInfo.Types.URI>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length <= MarkLength || word[^MarkLength..] is not ['+', '0' or '1', 'X' or 'N'])
                throw new FetchException($"Failed to read MESOS_EXECUTOR_URIS: '{word}' does not end with +0X, +0N, +1X or +1N");
            uris.Add(new CommandInfo.Types.URI { Value = word[..^MarkLength], Executable = word[^2] == '1', Extract = word[^1] == 'X' });
        }

        return uris;
    }
}
