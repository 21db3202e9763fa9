using System.Net.Sockets;
using System.Text;

namespace Conformance.Tests;

/// <summary>A daemon of few words: every request gets the same answer, one a connection.</summary>
internal sealed class CannedServer : IDisposable
{
    private readonly UnixServer server;
    private readonly byte[] answer;

    /// <summary>Listens at once.</summary>
    public CannedServer(string path, string answer)
    {
        this.answer = Encoding.Latin1.GetBytes(answer);
        server = new UnixServer(path, Answer);
    }

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();

    private async Task Answer(Socket connection)
    {
        using var stream = new NetworkStream(connection, ownsSocket: true);
        var head = new StringBuilder();
        var buffer = new byte[65536];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
                return;
            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        await stream.WriteAsync(answer);
        connection.Shutdown(SocketShutdown.Send);
        while (await stream.ReadAsync(buffer) > 0)
        {
            // What the client still sends is of no interest, but closing over it would reset the connection.
        }
    }
}
