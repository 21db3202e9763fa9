using System.Net;
using System.Net.Sockets;

namespace Conformance.Gateway;

/// <summary>Connections to a daemon: raw ones for the proxy, and an HTTP client for <c>Conformance.Docker</c>.</summary>
public static class EngineTransport
{
    /// <summary>
    /// A client with one connection per call, which ends with the call or its stream: no pool, no proxy, no cookies, no
    /// redirects, no limit on time. Nothing is connected before the first call.
    /// </summary>
    public static HttpMessageInvoker CreateInvoker(DockerAddress address)
    {
        var handler = CreateHandler(address);
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        return new HttpMessageInvoker(handler);
    }

    /// <summary>As <see cref="CreateInvoker(DockerAddress)"/>, but with one connection that is kept, as most clients do: one request at a time.</summary>
    public static HttpMessageInvoker CreateKeptConnection(DockerAddress address)
    {
        var handler = CreateHandler(address);
        handler.MaxConnectionsPerServer = 1;
        return new HttpMessageInvoker(handler);
    }

    /// <summary>As the other overload, from text such as <c>unix:///var/run/docker.sock</c>.</summary>
    public static HttpMessageInvoker CreateInvoker(string address) => CreateInvoker(DockerAddress.Parse(address));

    /// <summary>A connected socket. Throws <see cref="SocketException"/>.</summary>
    public static async Task<Socket> Connect(DockerAddress address, CancellationToken cancellation = default)
    {
        var socket = address.SocketPath is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(address.EndPoint, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Makes sure that a daemon listens there, and says in one line why not: no such file, not a socket, no permission,
    /// nobody listens (exit 69).
    /// </summary>
    public static async Task Probe(DockerAddress address, CancellationToken cancellation = default)
    {
        if (address.SocketPath is { } path && !File.Exists(path))
            throw new EnvironmentException(Directory.Exists(path) ? $"{path} is a folder, not the socket of a daemon" : $"there is no socket {path}; is the Docker daemon running?");
        try
        {
            (await Connect(address, cancellation)).Dispose();
        }
        catch (SocketException e)
        {
            throw Explain(address, e);
        }
    }

    /// <summary>The one line for a failed connect.</summary>
    public static EnvironmentException Explain(DockerAddress address, SocketException failure)
    {
        var why = failure.SocketErrorCode switch
        {
            // The kernel says "connection refused" for a file that is no socket, too.
            SocketError.ConnectionRefused when address.SocketPath is { } path && !IsSocket(path) => $"{path} is not a socket",
            SocketError.ConnectionRefused => $"nobody listens at {address}; is the Docker daemon running?",
            SocketError.AccessDenied => $"no permission to connect to {address}; run as root or as a member of the group docker",
            SocketError.AddressNotAvailable => $"there is no socket {address.SocketPath ?? address.Text}; is the Docker daemon running?",
            _ => $"cannot connect to {address}: {failure.Message}",
        };
        return new EnvironmentException(why, EnvironmentException.Lacking, failure);
    }

    private static SocketsHttpHandler CreateHandler(DockerAddress address) => new()
    {
        ConnectCallback = async (_, cancellation) => new NetworkStream(await Connect(address, cancellation), ownsSocket: true),
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    };

    // A socket cannot be opened as a file.
    private static bool IsSocket(string path)
    {
        try
        {
            File.OpenHandle(path).Dispose();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
