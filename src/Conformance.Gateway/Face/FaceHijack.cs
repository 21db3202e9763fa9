using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Conformance.Docker;
using Microsoft.AspNetCore.WebUtilities;

namespace Conformance.Gateway;

/// <summary>
/// A connection that has left HTTP, as a daemon does for attach and exec: a raw head, then bytes both ways. The client's half-close ends
/// the input and nothing else; the end of the answer closes the connection.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="answer">What goes to the client.</param>
/// <param name="input">What comes from it.</param>
internal sealed class FaceHijack(FaceConnection connection, FaceAnswer answer, FaceInput input)
{
    private readonly IDuplexPipe pipe = connection.Hijack();

    /// <summary>The head: 101 for a client that asked for an upgrade, else 200, or the status of an error.</summary>
    /// <param name="head">Which head.</param>
    /// <param name="isUpgrade">Whether the client asked for one.</param>
    /// <param name="usual">The headers of every answer.</param>
    public static string Head(HijackHead head, bool isUpgrade, IEnumerable<KeyValuePair<string, string>> usual)
    {
        var text = new StringBuilder("HTTP/1.1 ");
        if (head.Refusal is { } status)
            text.Append(status).Append(' ').Append(ReasonPhrases.GetReasonPhrase(status));
        else
            text.Append(isUpgrade ? "101 UPGRADED" : "200 OK");
        text.Append("\r\nContent-Type: application/vnd.docker.raw-stream\r\n");
        if (isUpgrade && head.Refusal is null)
            text.Append("Connection: Upgrade\r\nUpgrade: tcp\r\n");
        if (head.HasUsualHeaders)
        {
            foreach (var (name, value) in usual)
                text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return text.Append("\r\n").ToString();
    }

    /// <summary>Runs to the end of the answer.</summary>
    public async Task Run(string head, CancellationToken stopping)
    {
        var reading = ReadInput();
        try
        {
            var isOpen = await Write(Encoding.ASCII.GetBytes(head));
            while (isOpen && await answer.Next(stopping) is { } piece)
                isOpen = await Write(piece);
            if (answer.IsBroken)
                connection.Cut();
            await pipe.Output.CompleteAsync();
        }
        finally
        {
            pipe.Input.CancelPendingRead();
            input.End();
            await reading;
        }
    }

    /// <summary>False when the client is gone.</summary>
    private async Task<bool> Write(ReadOnlyMemory<byte> bytes) => !(await pipe.Output.WriteAsync(bytes)).IsCompleted;

    private async Task ReadInput()
    {
        try
        {
            ReadResult result;
            do
            {
                result = await pipe.Input.ReadAsync();
                if (!result.Buffer.IsEmpty)
                    await input.Add(result.Buffer.ToArray());
                pipe.Input.AdvanceTo(result.Buffer.End);
            }
            while (!result.IsCompleted && !result.IsCanceled);
        }
        catch (IOException)
        {
            // The client broke off.
        }

        input.End();
    }
}
