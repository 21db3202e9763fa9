using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>The loopback network of this host, for a <see cref="LocalMachine"/>.</summary>
public sealed class LocalNetwork : INetwork
{
    private const int LowestPort = 20000;
    private const int HighestPort = 32000;

    // One connection per request, so that the end of a request is the end of its connection, as in a simulation.
    private static readonly HttpMessageInvoker Client = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.Zero,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    });

    // The datagram port of the same number, which nobody else here wants, is the mark that a port is taken: every harness of this
    // host sees it, also while nobody listens, and it goes with this process.
    private static readonly ConcurrentBag<Socket> Marks = [];

    /// <summary>
    /// An address that is free now and that neither the kernel nor another harness gives to anybody, so that it may be left and
    /// taken again as long as this process lives.
    /// </summary>
    public static string FreeAddress()
    {
        while (true)
        {
            var place = new IPEndPoint(IPAddress.Loopback, Random.Shared.Next(LowestPort, HighestPort));
            var mark = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                mark.Bind(place);
                probe.Bind(place);
                Marks.Add(mark);
                return place.ToString();
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one, then.
                mark.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public async Task<HttpAnswer> Send(HttpCall call, TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        using var request = Request(call);
        try
        {
            using var response = await Client.SendAsync(request, late.Token);
            var body = await response.Content.ReadAsByteArrayAsync(late.Token);
            return new HttpAnswer((int)response.StatusCode, body)
            {
                Headers = [.. response.Headers.Concat(response.Content.Headers).Select(pair => KeyValuePair.Create(pair.Key, string.Join(", ", pair.Value)))],
            };
        }
        catch (OperationCanceledException)
        {
            throw new NetworkException(NetworkFailure.Late, call.Address);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            // The last of these is what the client says of a peer that resets as soon as it is connected.
            throw new NetworkException(IsRefused(e) ? NetworkFailure.Refused : NetworkFailure.Cut, call.Address);
        }
    }

    /// <inheritdoc/>
    public Task<IListener> Listen(string address, Func<HttpCall, Task<HttpAnswer>> serve)
    {
        try
        {
            return Task.FromResult<IListener>(new LocalListener(address, serve));
        }
        catch (NetworkException exception)
        {
            return Task.FromException<IListener>(exception);
        }
    }

    /// <inheritdoc/>
    public async Task Link(string address)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPEndPoint.Parse(address));
        }
        catch (SocketException)
        {
            throw new NetworkException(NetworkFailure.Refused, address);
        }

        try
        {
            while (await socket.ReceiveAsync(new byte[1]) > 0)
            {
                // Nobody sends anything here.
            }
        }
        catch (SocketException)
        {
            // A reset is an end too.
        }
    }

    private static bool IsRefused(Exception exception) =>
        exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    private static HttpRequestMessage Request(HttpCall call)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), $"http://{call.Address}{call.Path}");
        if (!call.Body.IsEmpty || call.Method is "POST" or "PUT")
            request.Content = new ByteArrayContent(call.Body.ToArray());
        foreach (var (name, value) in call.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
