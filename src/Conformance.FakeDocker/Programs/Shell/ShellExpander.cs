using System.Globalization;
using System.Text;

namespace Conformance.FakeDocker;

/// <summary>
/// Expands words: tilde, parameters, commands, arithmetic, then splitting and path names. An error was reported and has
/// ended the shell when <see cref="Shell.IsLeaving"/> is set afterwards.
/// </summary>
internal sealed class ShellExpander(Shell shell)
{
    /// <summary>The fields of several words.</summary>
    public async Task<List<string>> Fields(IReadOnlyList<ShellWord> words)
    {
        var result = new List<string>(words.Count);
        ShellFields? fields = null;
        foreach (var word in words)
        {
            if (word.Fixed is { } ready)
            {
                result.Add(ready);
                continue;
            }

            fields ??= new ShellFields(shell.Variables["IFS"] ?? " \t\n");
            await AddFields(word, fields);
            fields.End();
            foreach (var (text, isPattern) in fields.Fields)
            {
                if (isPattern && !shell.HasOption('f'))
                    await ShellPathNames.Expand(shell, text, result);
                else
                    result.Add(isPattern ? ShellPattern.Unescape(text) : text);
            }

            fields.Fields.Clear();
            if (shell.IsLeaving)
                break;
        }

        return result;
    }

    /// <summary>One word as one text, without splitting.</summary>
    public Task<string> Text(ShellWord word) => word.Fixed is { } ready ? Task.FromResult(ready) : Join(word, asPattern: false);

    /// <summary>One word as a pattern.</summary>
    public Task<string> Pattern(ShellWord word) => Join(word, asPattern: true);

    private async Task AddFields(ShellWord word, ShellFields fields)
    {
        for (var index = 0; index < word.Parts.Count && !shell.IsLeaving; index++)
        {
            switch (word.Parts[index])
            {
                case LiteralPart literal:
                    fields.AddLiteral(index == 0 && !literal.IsQuoted ? ExpandTilde(literal.Text) : literal.Text, literal.IsQuoted);
                    break;
                case ParameterPart { Name: "@" or "*", Operator: "" } all when all.IsQuoted ? all.Name == "@" : true:
                    AddArguments(fields, all.IsQuoted);
                    break;
                case ParameterPart parameter when !parameter.IsQuoted && TakesOperand(parameter):
                    await AddFields(parameter.Operand, fields);
                    break;
                case { } part:
                    var value = await Value(part);
                    if (part.IsQuoted)
                        fields.AddLiteral(value, true);
                    else
                        fields.AddSplit(value);
                    break;
            }
        }
    }

    private void AddArguments(ShellFields fields, bool quoted)
    {
        for (var index = 0; index < shell.Arguments.Count; index++)
        {
            if (index > 0)
                fields.End();
            if (quoted)
                fields.AddLiteral(shell.Arguments[index], true);
            else
                fields.AddSplit(shell.Arguments[index]);
        }
    }

    private async Task<string> Join(ShellWord word, bool asPattern)
    {
        var result = new StringBuilder();
        for (var index = 0; index < word.Parts.Count && !shell.IsLeaving; index++)
        {
            var part = word.Parts[index];
            var value = part is LiteralPart literal
                ? index == 0 && !literal.IsQuoted ? ExpandTilde(literal.Text) : literal.Text
                : await Value(part);
            if (asPattern)
                value = part.IsQuoted ? ShellPattern.Escape(value) : value.Replace(@"\", @"\\", StringComparison.Ordinal);
            result.Append(value);
        }

        return result.ToString();
    }

    private string ExpandTilde(string text) =>
        text.StartsWith('~') && (text.Length == 1 || text[1] == '/') && shell.Variables["HOME"] is { } home ? home + text[1..] : text;

    private async Task<string> Value(WordPart part)
    {
        switch (part)
        {
            case SubstitutionPart { Body: null }:
                return "";
            case SubstitutionPart substitution:
                return await shell.Substitute(substitution.Body!);
            case ArithmeticPart arithmetic:
                var expression = await Join(arithmetic.Expression, asPattern: false);
                return shell.IsLeaving ? "" : await Calculate(expression);
            default:
                return await Value((ParameterPart)part);
        }
    }

    private async Task<string> Calculate(string expression)
    {
        try
        {
            return new ShellArithmetic(expression, Read, (name, value) => shell.Variables.Set(name, value)).Evaluate().ToString(CultureInfo.InvariantCulture);
        }
        catch (ArithmeticFault fault)
        {
            await shell.Fail(fault.Message);
            return "";
        }
    }

    private bool TakesOperand(ParameterPart parameter)
    {
        if (parameter.Operator is not ("-" or "+"))
            return false;
        var value = Read(parameter.Name);
        return (value is null || (parameter.HasColon && value.Length == 0)) == (parameter.Operator == "-");
    }

    private async Task<string> Value(ParameterPart part)
    {
        if (part.Operator == ParameterPart.Bad)
        {
            await shell.Fail("syntax error: bad substitution");
            return "";
        }

        var value = Read(part.Name);
        if (value is null && shell.HasOption('u') && part.Name is not ("@" or "*") && part.Operator is "" or ParameterPart.Length or ['#' or '%', ..])
        {
            await shell.Fail($"{part.Name}: parameter not set");
            return "";
        }

        var isMissing = value is null || (part.HasColon && value.Length == 0);
        switch (part.Operator)
        {
            case "":
                return value ?? "";
            case ParameterPart.Length:
                // Not the number of arguments, as elsewhere: the length of all in one.
                return (part.Name == "@" ? Read("*") : value ?? "")!.Length.ToString(CultureInfo.InvariantCulture);
            case "-":
                return isMissing ? await Text(part.Operand) : value!;
            case "+":
                return isMissing ? "" : await Text(part.Operand);
            case "=":
                if (!isMissing)
                    return value!;
                var assigned = await Text(part.Operand);
                if (!ShellVariables.IsName(part.Name))
                    await shell.Fail($"{part.Name}: bad variable name");
                else
                    shell.Variables.Set(part.Name, assigned);
                return assigned;
            case "?":
                if (!isMissing)
                    return value!;
                var words = await Text(part.Operand);
                await shell.Fail($"{part.Name}: {(words.Length > 0 ? words : part.HasColon ? "parameter not set or null" : "parameter not set")}");
                return "";
            case "#" or "##":
                return ShellPattern.RemovePrefix(value ?? "", await Pattern(part.Operand), part.Operator.Length == 2);
            default:
                return ShellPattern.RemoveSuffix(value ?? "", await Pattern(part.Operand), part.Operator.Length == 2);
        }
    }

    private string? Read(string name) => name switch
    {
        "@" => string.Join(' ', shell.Arguments),
        "*" => string.Join((shell.Variables["IFS"] ?? " ") is { Length: > 0 } separators ? separators[..1] : "", shell.Arguments),
        "#" => shell.Arguments.Count.ToString(CultureInfo.InvariantCulture),
        "?" => shell.LastStatus.ToString(CultureInfo.InvariantCulture),
        "-" => shell.OptionLetters,
        "$" => shell.MainPid.ToString(CultureInfo.InvariantCulture),
        "!" => shell.LastBackground == 0 ? null : shell.LastBackground.ToString(CultureInfo.InvariantCulture),
        "0" => shell.Name,
        _ when char.IsAsciiDigit(name[0]) => int.TryParse(name, CultureInfo.InvariantCulture, out var index) && index <= shell.Arguments.Count ? shell.Arguments[index - 1] : null,
        _ => shell.Variables[name],
    };
}
