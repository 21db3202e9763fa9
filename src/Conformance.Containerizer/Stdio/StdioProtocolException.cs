namespace Conformance.Containerizer;

/// <summary>
/// A line did not follow the protocol. The message says what was expected, what came, and where it is written down, for
/// somebody who has never seen this program from the inside.
/// </summary>
/// <param name="expected">What should have come.</param>
/// <param name="line">What came.</param>
/// <param name="why">What is wrong with it.</param>
public sealed class StdioProtocolException(string expected, string line, string why) : Exception(
    $"{why}\n  expected: {expected}\n  came:     {Shorten(line)}\n  see:      proto/README.md, \"The stdio protocol\"")
{
    private const int Longest = 300;

    private static string Shorten(string line) =>
        line.Length == 0 ? "(an empty line)"
        : line.Length <= Longest ? line
        : string.Concat(line.AsSpan(0, Longest), $"... ({line.Length} characters)");
}
