using System.Globalization;
using System.Text;

namespace Conformance.FakeDocker;

/// <summary><c>seq [first [step]] last</c>, whole numbers.</summary>
internal static class SequenceWord
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        if (run.Arguments.Count is 0 or > 3)
            return await run.Fail("missing operand");
        var numbers = new long[run.Arguments.Count];
        for (var index = 0; index < numbers.Length; index++)
        {
            if (run.Arguments[index].StartsWith("-s", StringComparison.Ordinal) || run.Arguments[index] == "-w")
                return await run.Unsupported($"the option {run.Arguments[index]}");
            if (!long.TryParse(run.Arguments[index], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[index]))
                return await run.Fail($"invalid number '{run.Arguments[index]}'");
        }

        var (first, step, last) = numbers.Length switch
        {
            1 => (1L, 1L, numbers[0]),
            2 => (numbers[0], 1L, numbers[1]),
            _ => (numbers[0], numbers[1], numbers[2]),
        };
        var text = new StringBuilder();
        for (var value = first; step > 0 ? value <= last : value >= last; value += step)
        {
            text.Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
            if (text.Length < 4096)
                continue;
            if (!await run.Out(text.ToString()))
                return 1;
            text.Clear();
        }

        await run.Out(text.ToString());
        return 0;
    }
}
