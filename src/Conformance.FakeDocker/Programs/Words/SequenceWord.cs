using System.Globalization;
using System.Text;

namespace Conformance.FakeDocker;

/// <summary><c>seq [-w] [-s separator] [first [step]] last</c>, whole numbers; a step of 0 goes on until nobody reads.</summary>
internal static class SequenceWord
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        var (separator, isPadded, words) = ("\n", false, run.Arguments.ToList());
        for (; words is [['-', 's' or 'w', ..], ..]; words.RemoveAt(0))
        {
            if (words[0] == "-w")
                isPadded = true;
            else if (words[0].Length > 2)
                separator = words[0][2..];
            else if (words.Count > 1)
                (separator, _) = (words[1], words.Remove(words[1]));
            else
                return await run.Misused();
        }

        if (words is [['-', (>= '0' and <= '9') or '.', ..], ..] && words[0].Length > 1)
        {
            await run.Complain($"invalid option -- '{words[0][1]}'");
            return await run.Misused();
        }

        var numbers = new long[words.Count];
        if (numbers.Length is 0 or > 3)
            return await run.Misused();
        for (var index = 0; index < numbers.Length; index++)
        {
            if (words[index].Contains('.'))
                return await run.Unsupported("numbers with a fraction");
            if (words[index].Length > 0 && !TryParse(words[index].Trim(), out numbers[index]))
                return await run.Misused();
        }

        var (first, step, last) = numbers.Length switch
        {
            1 => (1L, 1L, numbers[0]),
            2 => (numbers[0], 1L, numbers[1]),
            _ => (numbers[0], numbers[1], numbers[2]),
        };
        var width = isPadded ? Math.Max(Shown(first).Length, Shown(last).Length) : 0;
        var text = new StringBuilder();
        for (var value = first; step >= 0 ? value <= last : value >= last; value += step)
        {
            text.Append(value == first ? "" : separator).Append(Shown(value, width));
            if (step == 0)
                text.Append('\n');
            if (text.Length < 4096)
                continue;
            if (!await run.Out(text.ToString()))
                return 1;
            text.Clear();
        }

        if (step >= 0 ? first <= last : first >= last)
            text.Append('\n');
        await run.Out(text.ToString());
        return 0;
    }

    private static string Shown(long value, int width = 0) =>
        value < 0 ? "-" + Shown(-value, width - 1) : value.ToString(CultureInfo.InvariantCulture).PadLeft(Math.Max(0, width), '0');

    private static bool TryParse(string text, out long value) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
