namespace Conformance.FakeDocker;

/// <summary>What a terminal makes of output: each line feed becomes carriage return and line feed.</summary>
internal static class TerminalText
{
    /// <summary>As it leaves the terminal.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> written)
    {
        if (!written.Span.Contains((byte)'\n'))
            return written;
        var bytes = new List<byte>(written.Length + 16);
        foreach (var letter in written.Span)
        {
            if (letter == '\n')
                bytes.Add((byte)'\r');
            bytes.Add(letter);
        }

        return bytes.ToArray();
    }
}
