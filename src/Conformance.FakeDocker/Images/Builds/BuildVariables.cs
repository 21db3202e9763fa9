using System.Text.RegularExpressions;

namespace Conformance.FakeDocker;

/// <summary>Variables in instructions: <c>$A</c>, <c>${A}</c>, <c>${A:-word}</c>, <c>${A:+word}</c>; a backslash takes a dollar its meaning.</summary>
internal static partial class BuildVariables
{
    /// <summary>The text with values in place of names; nothing for one that has none.</summary>
    public static string Expand(string text, Func<string, string?> find) => Reference().Replace(text, match =>
    {
        if (match.Value[0] == '\\')
            return "$";
        var value = find(match.Groups["name"].Value);
        var isSet = !string.IsNullOrEmpty(value);
        return match.Groups["otherwise"].Value switch
        {
            "-" => isSet ? value! : match.Groups["word"].Value,
            "+" => isSet ? match.Groups["word"].Value : "",
            _ => value ?? "",
        };
    });

    [GeneratedRegex(@"\\\$|\$(?<name>[A-Za-z_][A-Za-z0-9_]*)|\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::(?<otherwise>[-+])(?<word>[^}]*))?\}")]
    private static partial Regex Reference();
}
