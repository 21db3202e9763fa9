using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary><c>sleep N[smhd]...</c>: the sum of its arguments; fractions and <c>inf</c> are taken.</summary>
internal static class SleepWord
{
    private const double LongestSeconds = 100L * 365 * 24 * 3600;

    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        if (run.Arguments.Count == 0)
            return await run.Misused();
        var seconds = 0.0;
        foreach (var word in run.Arguments)
        {
            if (Parse(word) is not { } span)
                return await run.Fail($"invalid number '{word}'");
            seconds += span;
        }

        await run.Process.Block(seconds >= LongestSeconds
            ? run.Kernel.World.Completion<bool>().Task
            : run.Kernel.World.Delay(TimeSpan.FromSeconds(seconds)));
        return 0;
    }

    private static double? Parse(string word)
    {
        if (word is "inf" or "infinity")
            return double.PositiveInfinity;
        if (word.Length == 0)
            return null;
        var factor = word[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        var digits = factor == 0 ? word : word[..^1];
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return null;
        return value * Math.Max(factor, 1);
    }
}
