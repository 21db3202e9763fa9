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
        private const int WidestField = 10_000;
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
                    if (index < format.Length && format[index] == 'b')
                    {
                        if (!await Convert("", 'b'))
                            return false;
                        continue;
                    }

                    while (index < format.Length && format[index] is '-' or '+' or ' ' or '#' or '.' or '*' or (>= '0' and <= '9'))
                        index++;
                    var flags = format[(start + 1)..index];
                    while (index < format.Length && format[index] is 'l' or 'L' or 'h' or 'z')
                        index++;
                    if (index >= format.Length || !"diouxXcs".Contains(format[index]))
                        return await Refuse(flags, format[index..]);
                    await Convert(flags, format[index]);
                }
            }

            return true;
        }

        private async Task<bool> Refuse(string flags, string rest)
        {
            Status = 1;
            if (rest is ['f' or 'e' or 'E' or 'g' or 'G', ..])
                Status = await run.Unsupported($"the conversion %{rest[0]}");
            else
                await run.Complain($"%{flags}{rest}: invalid format");
            return false;
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
            var dot = flags.IndexOf('.', StringComparison.Ordinal);
            var head = dot < 0 ? flags : flags[..dot];
            var marks = head[..(head.Length - head.TrimStart('-', '+', ' ', '0', '#').Length)];
            var width = await Size(head[marks.Length..]);
            var precision = dot < 0 ? -1 : await Size(flags[(dot + 1)..]);
            var isLeft = marks.Contains('-') || width < 0;
            width = Math.Abs(width);
            var argument = Next();
            var text = argument ?? "";
            var stops = false;
            if (kind == 'b')
                text = ShellEscapes.Decode(text, ShellEscapes.Dialect.Echo, out stops);
            else if (kind == 'c')
                text = text.Length > 0 ? text[..1] : "\0";
            else if (kind != 's')
                text = await Number(text, kind, marks, precision);
            if (kind is 's' or 'b' && precision >= 0 && precision < text.Length)
                text = text[..precision];
            if (isLeft)
                text = text.PadRight(width);
            else if (marks.Contains('0') && precision < 0 && kind is not ('s' or 'b' or 'c'))
                text = text[..SignLength(text)] + text[SignLength(text)..].PadLeft(Math.Max(0, width - SignLength(text)), '0');
            else
                text = text.PadLeft(width);
            output.Append(text);
            return !stops;
        }

        /// <summary>A width or precision: digits, <c>*</c> for the next argument, or nothing.</summary>
        private async Task<int> Size(string digits)
        {
            if (digits == "*")
            {
                if (Next() is not { } given)
                    return 0;
                digits = given;
                if (!TryParse(digits, out _))
                {
                    await run.Complain($"invalid number '{digits}'");
                    Status = 1;
                    return 0;
                }
            }

            return int.TryParse(digits, CultureInfo.InvariantCulture, out var value) ? Math.Clamp(value, -WidestField, WidestField) : 0;
        }

        private async Task<string> Number(string text, char kind, string marks, int precision)
        {
            long value = 0;
            if (text.Length > 1 && text[0] is '\'' or '"')
            {
                value = text[1];
            }
            else if (!TryParse(text.TrimStart(), out value))
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
            if (precision >= 0)
                digits = value == 0 && precision == 0 ? "" : digits.StartsWith('-') ? "-" + digits[1..].PadLeft(precision, '0') : digits.PadLeft(precision, '0');
            if (kind is 'd' or 'i' && value >= 0 && marks.AsSpan().ContainsAny("+ "))
                return (marks.Contains('+') ? "+" : " ") + digits;
            if (!marks.Contains('#'))
                return digits;
            return kind switch
            {
                'x' or 'X' when value != 0 => $"0{kind}{digits}",
                'o' when !digits.StartsWith('0') => "0" + digits,
                _ => digits,
            };
        }

        /// <summary>Zeros that fill a field stand behind a sign and behind <c>0x</c>.</summary>
        private static int SignLength(string text) => text is ['0', 'x' or 'X', ..] ? 2 : text is ['-' or '+' or ' ', ..] ? 1 : 0;

        private static bool TryParse(string text, out long value)
        {
            var sign = text is ['-' or '+', ..] ? text[..1] : "";
            var digits = text[sign.Length..];
            value = 0;
            if (digits.Length > 1 && digits[0] == '0')
            {
                var place = 0;
                if (ArithmeticNumber.Read(digits, ref place) is not { } number || place < digits.Length)
                    return false;
                value = sign == "-" ? -number : number;
                return true;
            }

            if (sign != "-" && ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var large))
            {
                value = unchecked((long)large);
                return true;
            }

            return char.IsAsciiDigit(digits.FirstOrDefault()) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        }
    }
}
