using System.Globalization;
using System.Text;

namespace Conformance.FakeDocker;

/// <summary><c>date [-u] [+format]</c>: the clock of the world, UTC.</summary>
internal static class DateWord
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        var format = "%a %b %e %H:%M:%S UTC %Y";
        foreach (var word in run.Arguments)
        {
            if (word.StartsWith('+'))
                format = word[1..];
            else if (word != "-u")
                return await run.Unsupported($"the option {word}");
        }

        var now = run.Kernel.World.Now;
        var time = now.ToDateTimeOffset();
        var text = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            if (format[index] != '%' || ++index == format.Length)
            {
                text.Append(format[Math.Min(index, format.Length - 1)]);
                continue;
            }

            var piece = format[index] switch
            {
                's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                'N' => (now.Nanoseconds % 1_000_000_000).ToString("D9", CultureInfo.InvariantCulture),
                'F' => Format(time, "yyyy-MM-dd"),
                'T' => Format(time, "HH:mm:ss"),
                'Y' => Format(time, "yyyy"),
                'm' => Format(time, "MM"),
                'd' => Format(time, "dd"),
                'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
                'H' => Format(time, "HH"),
                'M' => Format(time, "mm"),
                'S' => Format(time, "ss"),
                'a' => Format(time, "ddd"),
                'b' => Format(time, "MMM"),
                'Z' => "UTC",
                'z' => "+0000",
                'n' => "\n",
                '%' => "%",
                _ => null,
            };
            if (piece is null)
                return await run.Unsupported($"%{format[index]}");
            text.Append(piece);
        }

        await run.Out(text.Append('\n').ToString());
        return 0;
    }

    private static string Format(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
