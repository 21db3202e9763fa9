using System.Net.Sockets;

namespace Conformance.Gateway;

/// <summary>
/// Where a fake daemon listens. A socket file is for its owner only, from its first moment; a path where something else lies is
/// left alone, the socket of a daemon that died is taken over.
/// </summary>
internal static class FaceSocket
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A socket that is bound, not yet listening. A place that cannot be taken is exit 69, in words.</summary>
    public static Socket Bind(DockerAddress address)
    {
        var socket = address.SocketPath is null
            ? new Socket(address.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (address.SocketPath is { } path)
                Clear(path, address);
            socket.Bind(address.EndPoint);
            if (address.SocketPath is { } made && OperatingSystem.IsLinux())
                File.SetUnixFileMode(made, OwnerOnly);
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new EnvironmentException($"cannot listen on {address}: {exception.Message}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Clear(string path, DockerAddress address)
    {
        if (!Path.Exists(path))
            return;
        if (!IsSocket(path))
            throw new EnvironmentException($"cannot listen on {address}: there is something at that path that is no socket");
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(address.EndPoint);
        }
        catch (SocketException)
        {
            File.Delete(path);
            return;
        }

        throw new EnvironmentException($"cannot listen on {address}: another process listens there");
    }

    // open(2) of a socket is ENXIO; of a file, a folder or a pipe it is not.
    private static bool IsSocket(string path)
    {
        const int noSuchDevice = 6;
        const int errorMask = 0xFFFF;
        if (Directory.Exists(path))
            return false;
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (IOException exception)
        {
            return (exception.HResult & errorMask) == noSuchDevice;
        }
    }
}
