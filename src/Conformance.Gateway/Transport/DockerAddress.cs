using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Conformance.Gateway;

/// <summary>Where a daemon listens, as <c>DOCKER_HOST</c> names it: <c>unix:///path</c> or <c>tcp://HOST:PORT</c> (plain HTTP).</summary>
public sealed record DockerAddress
{
    private DockerAddress(string text, EndPoint endPoint) => (Text, EndPoint) = (text, endPoint);

    /// <summary>As <c>DOCKER_HOST</c> takes it.</summary>
    public string Text { get; }

    /// <summary>What a socket connects to.</summary>
    public EndPoint EndPoint { get; }

    /// <summary>Path of the socket file; null for TCP.</summary>
    public string? SocketPath => Text.StartsWith(UnixPrefix, StringComparison.Ordinal) ? Text[UnixPrefix.Length..] : null;

    private const string UnixPrefix = "unix://";
    private const string TcpPrefix = "tcp://";
    private const int SocketPathBytesMax = 107;

    /// <summary>The address of a socket file.</summary>
    public static DockerAddress OfSocket(string path) => Parse(UnixPrefix + path);

    /// <summary>Reads an address; a bad one is a usage error (exit 64).</summary>
    public static DockerAddress Parse(string text)
    {
        if (text.StartsWith(UnixPrefix, StringComparison.Ordinal))
            return OfUnix(text, text[UnixPrefix.Length..]);
        if (text.StartsWith(TcpPrefix, StringComparison.Ordinal))
            return OfTcp(text, text[TcpPrefix.Length..].TrimEnd('/'));
        throw Bad(text, text.StartsWith('/') ? $"did you mean unix://{text}?" : "expected unix:///path or tcp://127.0.0.1:PORT");
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static DockerAddress OfUnix(string text, string path)
    {
        if (!path.StartsWith('/'))
            throw Bad(text, "the path of the socket must be absolute, as in unix:///var/run/docker.sock");
        if (System.Text.Encoding.UTF8.GetByteCount(path) > SocketPathBytesMax)
            throw Bad(text, $"the kernel takes socket paths of at most {SocketPathBytesMax} bytes");
        return new DockerAddress(text, new UnixDomainSocketEndPoint(path));
    }

    private static DockerAddress OfTcp(string text, string rest)
    {
        var colon = rest.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            throw Bad(text, "expected tcp://HOST:PORT with a port from 1 to 65535");
        var host = rest[..colon].Trim('[', ']');
        return IPAddress.TryParse(host, out var address)
            ? new DockerAddress(text, new IPEndPoint(address, port))
            : new DockerAddress(text, new DnsEndPoint(host, port));
    }

    private static EnvironmentException Bad(string text, string why) =>
        new($"'{text}' is no address of a Docker daemon: {why}", EnvironmentException.Usage);
}
