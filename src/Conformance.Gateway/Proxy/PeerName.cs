using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Conformance.Gateway;

/// <summary>Who is at the other end of a UNIX socket.</summary>
internal static class PeerName
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;
    private const int CredentialBytes = 12;

    /// <summary>
    /// Program, pid and, for a docker program, its command: <c>docker:4711 run</c>. <c>client</c> when the kernel does not tell.
    /// </summary>
    public static string Of(Socket socket)
    {
        var credentials = new byte[CredentialBytes];
        try
        {
            socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
        }
        catch (SocketException)
        {
            return "client";
        }

        var pid = MemoryMarshal.Read<int>(credentials);
        if (pid == Environment.ProcessId)
            return "harness";
        if (HostProcesses.Find(pid) is not { Arguments: { Count: > 0 } arguments })
            return "client";
        var program = arguments[0];
        var name = Path.GetFileName(program) + ":" + pid.ToString(CultureInfo.InvariantCulture);
        return Path.GetFileName(program) == "docker" && Command(arguments) is { } command ? name + " " + command : name;
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
