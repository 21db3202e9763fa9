using System.Text;

namespace Conformance.FakeDocker;

/// <summary>
/// Collects the fields that words expand to: splits unquoted expansions at IFS and keeps a pattern beside each text, so that
/// path names can be expanded afterwards.
/// </summary>
internal sealed class ShellFields(string separators)
{
    private readonly StringBuilder text = new();
    private bool hasField;
    private bool isPattern;

    /// <summary>Finished fields as patterns, see <see cref="ShellPattern"/>; those without magic as plain text.</summary>
    public List<(string Text, bool IsPattern)> Fields { get; } = [];

    /// <summary>Text that is not split. Quoted text has no magic.</summary>
    public void AddLiteral(string literal, bool quoted)
    {
        hasField |= quoted || literal.Length > 0;
        text.Append(quoted ? ShellPattern.Escape(literal) : EscapeBackslash(literal));
        isPattern |= !quoted && literal.AsSpan().IndexOfAny("*?[") >= 0;
    }

    /// <summary>The value of an unquoted expansion: split at separators.</summary>
    public void AddSplit(string value)
    {
        var index = 0;
        while (index < value.Length)
        {
            var character = value[index];
            if (!separators.Contains(character, StringComparison.Ordinal))
            {
                hasField = true;
                isPattern |= character is '*' or '?' or '[';
                text.Append(character == '\\' ? @"\\" : value.AsSpan(index, 1));
                index++;
                continue;
            }

            var isHard = !IsBlank(character);
            index++;
            while (index < value.Length && separators.Contains(value[index], StringComparison.Ordinal) && (IsBlank(value[index]) || !isHard))
            {
                isHard |= !IsBlank(value[index]);
                index++;
            }

            if (isHard)
                hasField = true;
            End();
        }
    }

    /// <summary>The present field is complete; nothing happens when there is none.</summary>
    public void End()
    {
        if (!hasField)
            return;
        var field = text.ToString();
        Fields.Add(isPattern ? (field, true) : (ShellPattern.Unescape(field), false));
        text.Clear();
        hasField = false;
        isPattern = false;
    }

    private static bool IsBlank(char character) => character is ' ' or '\t' or '\n';

    private static string EscapeBackslash(string literal) => literal.Replace(@"\", @"\\", StringComparison.Ordinal);
}
