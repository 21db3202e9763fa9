using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// Standard input that is a terminal in its usual mode: what is typed shows at once, programs get it line by line, backspace takes back, ^D
/// ends the file for one read, and a carriage return is a line feed.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="show">Takes what the terminal writes back to its screen.</param>
internal sealed class TerminalInput(World world, Action<ReadOnlyMemory<byte>> show) : ContainerInput(world)
{
    private const byte Interrupt = 3;
    private const byte EndOfFile = 4;
    private const byte Backspace = 8;
    private const byte Delete = 127;
    private readonly List<byte> line = [];

    /// <summary>Told of ^C; null: nobody.</summary>
    public Action? Interrupted { get; set; }

    /// <inheritdoc/>
    public override Task Write(ReadOnlyMemory<byte> bytes)
    {
        foreach (var key in bytes.Span)
            Type(key);
        return Room();
    }

    private void Type(byte key)
    {
        switch (key)
        {
            case (byte)'\r' or (byte)'\n':
                show("\r\n"u8.ToArray());
                line.Add((byte)'\n');
                HandOver();
                break;
            case EndOfFile:
                HandOver();
                break;
            case Interrupt:
                show("^C"u8.ToArray());
                line.Clear();
                Interrupted?.Invoke();
                break;
            case Backspace or Delete:
                if (line.Count == 0)
                    break;
                line.RemoveAt(line.Count - 1);
                show("\b \b"u8.ToArray());
                break;
            default:
                show(new[] { key });
                line.Add(key);
                break;
        }
    }

    private void HandOver()
    {
        Put(line.ToArray());
        line.Clear();
    }
}
