using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Internal;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Conformance.Containerizer;

/// <summary>
/// A message between agent and executor as libprocess sends it (3rdparty/libprocess/src/process.cpp@0.20.0, encode and parse): an
/// HTTP POST to <c>/PROCESS/MESSAGE</c> whose body is the protobuf message. The sender is in <c>User-Agent: libprocess/PID</c>;
/// from 0.22 on also in <c>Libprocess-From</c>.
/// </summary>
/// <param name="From">Who sent it.</param>
/// <param name="To">Name of the process to which it goes.</param>
/// <param name="Body">The message; all its required fields are there.</param>
public sealed record LibprocessMessage(UPid From, string To, IMessage Body)
{
    private const string AgentPrefix = "libprocess/";
    private static readonly SortedDictionary<string, MessageDescriptor> Known = new(
        MessagesReflection.Descriptor.MessageTypes.ToDictionary(type => type.FullName, StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The message's name without its package, for people.</summary>
    public string Name => Body.Descriptor.Name;

    /// <summary>The request that carries a message.</summary>
    public static HttpCall Encode(UPid from, UPid to, IMessage body) => new("POST", to.Address, $"/{to.Id}/{body.Descriptor.FullName}")
    {
        Headers = [KeyValuePair.Create("User-Agent", AgentPrefix + from), KeyValuePair.Create("Libprocess-From", from.ToString())],
        Body = body.ToByteArray(),
    };

    /// <summary>Reads a request.</summary>
    /// <exception cref="LibprocessException">It carries none: the words say what is wrong and what was expected.</exception>
    public static LibprocessMessage Decode(HttpCall call)
    {
        if (call.Method != "POST")
            throw new LibprocessException($"a message is a POST, not a {call.Method}");
        if (call.Path.Split('/') is not ["", { Length: > 0 } to, { Length: > 0 } name])
            throw new LibprocessException($"'{call.Path}' is no path of a message: /PROCESS/mesos.internal.NAME was expected");
        var sender = call.Header("Libprocess-From")
            ?? (call.Header("User-Agent") is { } agent && agent.StartsWith(AgentPrefix, StringComparison.Ordinal) ? agent[AgentPrefix.Length..] : null);
        if (sender is null)
            throw new LibprocessException("who sent it? Neither 'User-Agent: libprocess/PID' nor 'Libprocess-From: PID' is among the headers");
        var from = UPid.Parse(sender) ?? throw new LibprocessException($"the sender '{sender}' is not of the form NAME@IP:PORT");
        return new LibprocessMessage(from, Uri.UnescapeDataString(to), Parse(name, call.Body));
    }

    private static IMessage Parse(string name, ReadOnlyMemory<byte> body)
    {
        if (!Known.TryGetValue(name, out var type))
            throw new LibprocessException($"there is no message '{name}'; there are: {string.Join(", ", Known.Keys)}");
        IMessage message;
        try
        {
            message = type.Parser.ParseFrom(body.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new LibprocessException($"the body of {name} ({body.Length} bytes) is not this message: {exception.Message}");
        }

        return message.IsInitialized() ? message : throw new LibprocessException($"{name} lacks a required field; what came: {message}");
    }
}

/// <summary>A request that carries no message of libprocess.</summary>
public sealed class LibprocessException(string message) : Exception(message);
