using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Conformance.Gateway;

/// <summary>
/// Asks a server the same thing again and again over several connections at once, each with its next request as soon as its last
/// answer is complete. One thread and no allocation while it goes on, so that what is measured is the server.
/// </summary>
public sealed class RequestLoad : IDisposable
{
    private const int LongestAnswer = 1 << 20;
    private const int PollMicroseconds = 1_000_000;
    private readonly byte[] request;
    private readonly Dictionary<Socket, Receiver> connections = [];

    private RequestLoad(string target) => request = Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: docker\r\n\r\n");

    /// <summary>Connects.</summary>
    /// <param name="address">The server.</param>
    /// <param name="target">What is asked for with GET.</param>
    /// <param name="connections">How many at once.</param>
    public static async Task<RequestLoad> Connect(DockerAddress address, string target, int connections)
    {
        var load = new RequestLoad(target);
        for (var count = 0; count < connections; count++)
        {
            var socket = await EngineTransport.Connect(address);
            load.connections.Add(socket, new Receiver(socket));
        }

        return load;
    }

    /// <summary>Goes on for a time. Every answer must be a 200.</summary>
    public LoadRate Run(TimeSpan time)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var answers = 0;
        var open = new List<Socket>(connections.Keys);
        foreach (var socket in open)
            socket.Send(request);
        var readable = new List<Socket>(open.Count);
        while (open.Count > 0)
        {
            readable.Clear();
            readable.AddRange(open);
            Socket.Select(readable, null, null, PollMicroseconds);
            foreach (var socket in readable)
            {
                if (!connections[socket].Receive())
                    continue;
                answers++;
                if (clock.Elapsed < time)
                    socket.Send(request);
                else
                    open.Remove(socket);
            }
        }

        return new LoadRate(answers / clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor) / answers);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in connections.Keys)
            socket.Dispose();
    }

    /// <summary>One connection's answers, one at a time.</summary>
    private sealed class Receiver(Socket socket)
    {
        private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();
        private readonly byte[] buffer = new byte[LongestAnswer];
        private int length;

        /// <summary>Takes what has come; true when that makes an answer complete.</summary>
        public bool Receive()
        {
            var read = socket.Receive(buffer.AsSpan(length));
            if (read == 0)
                throw new IOException("the server closed a connection in the middle of a load");
            length += read;
            if (!IsComplete(buffer.AsSpan(0, length)))
                return false;
            length = 0;
            return true;
        }

        private static bool IsComplete(ReadOnlySpan<byte> answer)
        {
            var head = answer.IndexOf(HeadEnd);
            if (head < 0)
                return false;
            if (!answer.StartsWith("HTTP/1.1 200 "u8))
                throw new IOException($"the server answered a load with: {Encoding.UTF8.GetString(answer)}");
            var label = answer[..head].IndexOf("Content-Length: "u8);
            if (label < 0)
                return answer.EndsWith("\r\n0\r\n\r\n"u8);
            var digits = answer[(label + "Content-Length: ".Length)..];
            _ = System.Buffers.Text.Utf8Parser.TryParse(digits, out int body, out _);
            return answer.Length >= head + HeadEnd.Length + body;
        }
    }
}

/// <summary>How a server fared under a <see cref="RequestLoad"/>.</summary>
/// <param name="PerSecond">Complete answers in a second.</param>
/// <param name="Processor">What one answer took of all processors, the asking included, when the server is in this process.</param>
public readonly record struct LoadRate(double PerSecond, TimeSpan Processor);
