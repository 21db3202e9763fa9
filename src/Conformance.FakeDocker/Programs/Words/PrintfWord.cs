using System.Globalization;
using System.Text;

namespace Conformance.FakeDocker;

/// <summary><c>printf format argument...</c>: the format is used again until the arguments are spent.</summary>
internal static class PrintfWord
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        if (run.Arguments.Count == 0)
            return await run.Fail("usage: printf FORMAT [ARGUMENT...]", 2);
        var printer = new Printer(run);
        do
        {
            var before = printer.Used;
            if (!await printer.Print(run.Arguments[0]) || printer.Used == before)
                break;
        }
        while (printer.Used < run.Arguments.Count);
        await run.Out(printer.Text);
        return printer.Status;
    }

    private sealed class Printer(WordRun run)
    {
        private readonly StringBuilder output = new();

        public int Used { get; private set; } = 1;

        public int Status { get; private set; }

        public string Text => output.ToString();

        /// <summary>One round over the format; false when the output ends here.</summary>
        public async Task<bool> Print(string format)
        {
            for (var index = 0; index < format.Length; index++)
            {
                if (format[index] == '\\')
                {
                    var end = EndOfEscape(format, index);
                    output.Append(ShellEscapes.Decode(format[index..end], ShellEscapes.Dialect.Printf, out var stops));
                    if (stops)
                        return false;
                    index = end - 1;
                }
                else if (format[index] != '%')
                {
                    output.Append(format[index]);
                }
                else if (index + 1 < format.Length && format[index + 1] == '%')
                {
                    output.Append('%');
                    index++;
                }
                else
                {
                    var start = index++;
                    while (index < format.Length && format[index] is '-' or '+' or ' ' or '0' or '#' or '.' or '*' or (>= '1' and <= '9'))
                        index++;
                    if (index >= format.Length || !"diouxXcsbq".Contains(format[index]))
                    {
                        await run.Complain($"{format[start..Math.Min(index + 1, format.Length)]}: invalid format");
                        Status = 1;
                        return false;
                    }

                    if (!await Convert(format[(start + 1)..index], format[index]))
                        return false;
                }
            }

            return true;
        }

        private static int EndOfEscape(string format, int index)
        {
            var end = Math.Min(index + 2, format.Length);
            if (end < index + 2)
                return end;
            var isHex = format[index + 1] == 'x';
            if (!isHex && format[index + 1] is < '0' or > '7')
                return end;
            var limit = isHex ? index + 4 : index + 4;
            while (end < Math.Min(limit, format.Length) && (isHex ? char.IsAsciiHexDigit(format[end]) : format[end] is >= '0' and <= '7'))
                end++;
            return end;
        }

        private string? Next() => Used < run.Arguments.Count ? run.Arguments[Used++] : null;

        private async Task<bool> Convert(string flags, char kind)
        {
            while (flags.IndexOf('*', StringComparison.Ordinal) is var star and >= 0)
                flags = flags[..star] + (Next() ?? "0") + flags[(star + 1)..];
            var dot = flags.IndexOf('.', StringComparison.Ordinal);
            var precision = dot < 0 ? -1 : ParseSmall(flags[(dot + 1)..]);
            var head = dot < 0 ? flags : flags[..dot];
            var width = ParseSmall(head.TrimStart('-', '+', ' ', '0', '#'));
            var marks = head[..(head.Length - head.TrimStart('-', '+', ' ', '0', '#').Length)];
            var argument = Next();
            var text = argument ?? "";
            var stops = false;
            if (kind == 'b')
                text = ShellEscapes.Decode(text, ShellEscapes.Dialect.Echo, out stops);
            else if (kind == 'c')
                text = text.Length > 0 ? text[..1] : "";
            else if (kind is not ('s' or 'q'))
                text = await Number(text, kind, marks, precision);
            if (kind is 's' or 'b' && precision >= 0 && precision < text.Length)
                text = text[..precision];
            if (marks.Contains('-'))
                text = text.PadRight(width);
            else if (marks.Contains('0') && kind is not ('s' or 'b' or 'c'))
                text = text.StartsWith('-') ? "-" + text[1..].PadLeft(width - 1, '0') : text.PadLeft(width, '0');
            else
                text = text.PadLeft(width);
            output.Append(text);
            return !stops;
        }

        private static int ParseSmall(string digits) => int.TryParse(digits, CultureInfo.InvariantCulture, out var value) ? Math.Min(value, 10_000) : 0;

        private async Task<string> Number(string text, char kind, string marks, int precision)
        {
            long value = 0;
            if (text.Length > 1 && text[0] is '\'' or '"')
            {
                value = text[1];
            }
            else if (text.Length > 0 && !TryParse(text.Trim(), out value))
            {
                await run.Complain($"invalid number '{text}'");
                Status = 1;
            }

            var digits = kind switch
            {
                'x' => value.ToString("x", CultureInfo.InvariantCulture),
                'X' => value.ToString("X", CultureInfo.InvariantCulture),
                'o' => System.Convert.ToString(value, 8),
                'u' => ((ulong)value).ToString(CultureInfo.InvariantCulture),
                _ => value.ToString(CultureInfo.InvariantCulture),
            };
            if (precision > 0)
                digits = digits.StartsWith('-') ? "-" + digits[1..].PadLeft(precision, '0') : digits.PadLeft(precision, '0');
            if (kind is 'd' or 'i' && value >= 0 && marks.Contains('+'))
                digits = "+" + digits;
            return digits;
        }

        private static bool TryParse(string text, out long value)
        {
            if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
                return long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        }
    }
}
