using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Conformance.Docker;

namespace Conformance.Gateway;

/// <summary>Who is at the other end of a UNIX socket.</summary>
/// <param name="Name">
/// Program, pid and, for a docker program, its command: <c>docker:4711 run</c>. <c>client</c> when the kernel does not tell.
/// </param>
/// <param name="Owner">For whom it calls; see <see cref="EngineReceived.Owner"/>.</param>
internal sealed record Peer(string Name, string? Owner)
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;
    private const int CredentialBytes = 12;
    private static readonly Peer Unknown = new("client", null);

    /// <summary>Asks the kernel.</summary>
    public static Peer Of(Socket socket)
    {
        var credentials = new byte[CredentialBytes];
        try
        {
            socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        }
        catch (SocketException)
        {
            return Unknown;
        }

        var pid = MemoryMarshal.Read<int>(credentials);
        if (pid == Environment.ProcessId)
            return new Peer("harness", null);
        if (HostProcesses.Find(pid) is not { Arguments: { Count: > 0 } arguments, Identity: var identity })
            return Unknown;
        var program = Path.GetFileName(arguments[0]);
        var name = program + ":" + pid.ToString(CultureInfo.InvariantCulture);
        return new Peer(
            program == "docker" && Command(arguments) is { } command ? name + " " + command : name,
            HostProcesses.Variable(identity, EngineReceived.OwnerVariable));
    }

    // Global options that take a value stand before the command.
    private static string? Command(IReadOnlyList<string> arguments)
    {
        for (var i = 1; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith('-'))
                return arguments[i];
            if (arguments[i] is "-H" or "--host" or "--config" or "--context" or "-c" or "-l" or "--log-level")
                i++;
        }

        return null;
    }
}
