using System.Text;

namespace Conformance.FakeDocker;

/// <summary>What stands before the place where a person types.</summary>
internal static class ShellPrompt
{
    /// <summary>
    /// Puts in for <c>\\w</c> the folder, <c>\\W</c> its last part, <c>\\h</c> the host, <c>\\u</c> the user and <c>\\$</c> a <c>#</c> for root,
    /// <c>$</c> for others. Other letters after a backslash stand for themselves.
    /// </summary>
    public static string Expand(string text, string folder, string? home, string host, ContainerUser user)
    {
        var prompt = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 == text.Length)
            {
                prompt.Append(text[index]);
                continue;
            }

            index++;
            prompt.Append(text[index] switch
            {
                'w' => Shorten(folder, home),
                'W' => ContainerPath.Name(folder) is { Length: > 0 } name ? name : "/",
                'h' => host,
                'u' => user.Name ?? "?",
                'n' => "\n",
                '$' => user.Uid == 0 ? "#" : "$",
                var letter => letter.ToString(),
            });
        }

        return prompt.ToString();
    }

    // A home of / is no home.
    private static string Shorten(string folder, string? home) =>
        home is { Length: > 1 } && (folder == home || folder.StartsWith(home + "/", StringComparison.Ordinal)) ? "~" + folder[home.Length..] : folder;
}
