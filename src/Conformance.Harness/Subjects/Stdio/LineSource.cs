using System.Text;

namespace Conformance.Harness.Subjects;

/// <summary>Reads lines that somebody unknown writes: a line has a limit, so that a flood without line feeds ends.</summary>
internal sealed class LineSource(Stream stream)
{
    private const int LongestLine = 16 << 20;
    private readonly byte[] buffer = new byte[16 << 10];
    private readonly MemoryStream line = new();
    private int position;
    private int filled;

    /// <summary>The next line without its line feed; null at the end. A last line without line feed counts.</summary>
    /// <exception cref="InvalidDataException">It is longer than 16 MiB.</exception>
    public async Task<string?> Next()
    {
        line.SetLength(0);
        while (true)
        {
            if (position == filled)
            {
                (position, filled) = (0, await Read());
                if (filled == 0)
                    return line.Length == 0 ? null : Text();
            }

            var feed = Array.IndexOf(buffer, (byte)'\n', position, filled - position);
            var end = feed < 0 ? filled : feed;
            line.Write(buffer, position, end - position);
            position = feed < 0 ? filled : feed + 1;
            if (line.Length > LongestLine)
                throw new InvalidDataException($"a line is longer than {LongestLine >> 20} MiB");
            if (feed >= 0)
                return Text();
        }
    }

    private async Task<int> Read()
    {
        try
        {
            return await stream.ReadAsync(buffer);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private string Text() => Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
}
