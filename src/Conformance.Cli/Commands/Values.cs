using System.Globalization;
using Conformance.Harness.Runs;

namespace Conformance.Cli.Commands;

/// <summary>Reads option values, with errors that say what was given and what was expected.</summary>
internal static class Values
{
    /// <summary>A seed.</summary>
    public static ulong Seed(string option, string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new UsageException($"{option} '{text}' is not a seed: expected a whole number from 0 to {ulong.MaxValue}.");

    /// <summary>A number above zero.</summary>
    public static double Positive(string option, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"{option} '{text}': expected a number above zero.");

    /// <summary>A whole number above zero.</summary>
    public static int Count(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"{option} '{text}': expected a whole number above zero.");
}
