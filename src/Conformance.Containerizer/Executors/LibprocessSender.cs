using Conformance.Machine;
using Conformance.Mesos;
using Google.Protobuf;

namespace Conformance.Containerizer;

/// <summary>
/// Sends messages, to each receiver in order. As with libprocess nobody is told what became of a message: a lost one is lost. What
/// the transport says of it is returned for the record.
/// </summary>
/// <param name="network">Carries them.</param>
/// <param name="self">The sender.</param>
public sealed class LibprocessSender(INetwork network, UPid self)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, Task> last = new(StringComparer.Ordinal);

    /// <summary>
    /// Sends one after those that were sent before to the same receiver. Null if it arrived; otherwise why it may not have. An
    /// answer is not needed: one that reads a message and hangs up has got it.
    /// </summary>
    public Task<string?> Send(UPid to, IMessage message)
    {
        var sent = Deliver(last.GetValueOrDefault(to.Address), LibprocessMessage.Encode(self, to, message));
        last[to.Address] = sent;
        return sent;
    }

    private async Task<string?> Deliver(Task? before, HttpCall call)
    {
        if (before is not null)
            await before;
        try
        {
            var answer = await network.Send(call, Limit);
            return answer.Status < 400 ? null : $"{answer.Status}: {System.Text.Encoding.UTF8.GetString(answer.Body.Span)}";
        }
        catch (NetworkException exception)
        {
            return exception.Failure == NetworkFailure.Cut ? null : exception.Message;
        }
    }
}
