using System.Text;
using Conformance.Machine;

namespace Conformance.Harness.Subjects;

/// <summary>
/// Writes lines in order without ever making the writer wait: a reader that reads nothing must not stop the harness. What
/// it has not taken when it dies is dropped.
/// </summary>
internal sealed class LineWriter(Stream stream, IMachine machine)
{
    private readonly Queue<byte[]> waiting = [];
    private bool isWriting;

    /// <summary>Queues a line, without its line feed.</summary>
    public void Write(string line)
    {
        waiting.Enqueue(Encoding.UTF8.GetBytes(line + "\n"));
        if (isWriting)
            return;
        isWriting = true;
        machine.Spawn("write to the subject", Pump);
    }

    private async Task Pump()
    {
        try
        {
            while (waiting.TryDequeue(out var line))
            {
                await stream.WriteAsync(line);
                await stream.FlushAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It is dead or has closed its input; its exit tells.
            waiting.Clear();
        }

        isWriting = false;
    }
}
