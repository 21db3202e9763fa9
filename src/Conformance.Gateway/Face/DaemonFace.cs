using System.Buffers;
using Conformance.Docker;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Conformance.Gateway;

/// <summary>
/// The HTTP face of a simulated daemon: reads requests, hands them to the engine in its world, writes the answers. It adds no
/// behaviour. Clients are whoever can open the socket.
/// </summary>
public sealed class DaemonFace : IAsyncDisposable, IHttpApplication<HttpContext>
{
    private const int NotFound = 404;
    private const int Moved = 301;

    /// <summary>How often a half-open connection is looked at: the end of its other half is told by nobody.</summary>
    private static readonly TimeSpan HalfOpenLook = TimeSpan.FromMilliseconds(50);

    // A longer body has no Content-Length but comes in chunks: what the buffer of Go's server holds.
    private const int LongestWithLength = 2048;
    private readonly WorldThread thread;
    private readonly Func<IDockerEngine> connect;
    private readonly DaemonIdentity identity;
    private readonly IReadOnlyList<KeyValuePair<string, string>> usualHeaders;
    private readonly Action<FaceCallLine>? onCall;
    private readonly FaceServer server;

    // Never disposed of: requests that end late still look at it.
    private readonly CancellationTokenSource stopping = new();
    private int calls;

    private DaemonFace(WorldThread thread, Func<IDockerEngine> connect, DockerAddress address, DaemonIdentity identity, Action<FaceCallLine>? onCall)
    {
        (this.thread, this.connect, this.identity, this.onCall, Address) = (thread, connect, identity, onCall, address);
        usualHeaders = identity.Headers;
        server = new FaceServer(address, endpoint => endpoint.Use(next => connection => next(new FaceConnection(connection))));
    }

    /// <summary>Where clients connect.</summary>
    public DockerAddress Address { get; }

    /// <summary>Starts one; it listens when this returns.</summary>
    /// <param name="thread">The world of the daemon.</param>
    /// <param name="connect">A connection to it for one simulated process.</param>
    /// <param name="address">Where to listen.</param>
    /// <param name="identity">What its headers say.</param>
    /// <param name="onCall">Told of each request when the head of its answer goes out, from any thread; null for nobody.</param>
    /// <exception cref="EnvironmentException">It cannot listen there.</exception>
    public static async Task<DaemonFace> Start(
        WorldThread thread, Func<IDockerEngine> connect, DockerAddress address, DaemonIdentity? identity = null, Action<FaceCallLine>? onCall = null)
    {
        var face = new DaemonFace(thread, connect, address, identity ?? new DaemonIdentity(), onCall);
        await face.server.Start(face);
        return face;
    }

    /// <summary>Closes the socket, removes its file, cuts what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await server.DisposeAsync();
    }

    /// <inheritdoc/>
    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    async Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context)
    {
        try
        {
            await Serve(context);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client is gone; who it was asked for has learned of it.
            context.Abort();
        }
    }

    private async Task Serve(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var answer = new FaceAnswer(thread, EngineRoutes.VersionOf(target) ?? identity.Newest) { Usual = usualHeaders };
        var call = new FaceCall(thread, connect, FormattableString.Invariant($"client:{Interlocked.Increment(ref calls)}"), answer);
        var input = new FaceInput(thread);
        var connection = context.Features.GetRequiredFeature<FaceConnection>();
        var operation = await Read(context, target, answer, input);
        if (operation is not null)
            call.Begin(operation);
        try
        {
            var gone = operation is { LeavesHttp: true } ? stopping.Token : connection.Gone;
            var head = await HeadOf(answer, connection, gone);
            onCall?.Invoke(new FaceCallLine(context.Request.Method, target, StatusOf(head, context)));
            if (head is null)
                context.Abort();
            else if (head.Hijack is { } hijack)
                await new FaceHijack(connection, answer, input).Run(HeadOf(hijack, context), stopping.Token);
            else
                await Copy(context, head, answer, gone);
        }
        finally
        {
            input.End();
            if (!answer.HasEnded)
                call.HangUp();
        }

        if (connection.IsHijacked)
            context.Abort();
    }

    private static int? StatusOf(AnswerHead? head, HttpContext context) => head?.Hijack is { } hijack
        ? hijack.Refusal ?? (context.Request.Headers.ContainsKey("Upgrade") ? StatusCodes.Status101SwitchingProtocols : StatusCodes.Status200OK)
        : head?.Status;

    /// <summary>
    /// The head of an answer. A client that has only closed its own side is still answered: its request goes on at a real daemon, whose
    /// operations look for nothing else.
    /// </summary>
    private async Task<AnswerHead?> HeadOf(FaceAnswer answer, FaceConnection connection, CancellationToken gone)
    {
        try
        {
            return await answer.Head.WaitAsync(gone);
        }
        catch (OperationCanceledException) when (connection.IsHalfOpen)
        {
            while (connection.IsHalfOpen && !answer.Head.IsCompleted)
                await Task.WhenAny(answer.Head, Task.Delay(HalfOpenLook, TimeProvider.System, stopping.Token));
            if (answer.Head.IsCompleted)
                return await answer.Head;
            throw;
        }
    }

    private string HeadOf(HijackHead hijack, HttpContext context) =>
        FaceHijack.Head(hijack, context.Request.Headers.ContainsKey("Upgrade"), usualHeaders);

    /// <summary>The operation; null when the request was refused, with the refusal in the answer.</summary>
    private async Task<EngineOperation?> Read(HttpContext context, string target, FaceAnswer answer, FaceInput input)
    {
        var request = context.Request;
        try
        {
            if (EngineRoutes.VersionOf(target) is { } version)
            {
                answer.Usual = identity.HeadersBeforeVersion;
                identity.Demand(version);
                answer.Usual = usualHeaders;
            }

            if (Cleaned(target) is { } better)
            {
                answer.Usual = [];
                ((IEngineAnswer)answer).Whole(Moved, null, default, new KeyValuePair<string, string>("Location", better));
                return null;
            }

            var body = await FaceBody.Read(context, stopping.Token);
            if (EngineRoutes.Read(request.Method, target, body, name => request.Headers[name].FirstOrDefault(), input) is { } operation)
                return operation;
            answer.Usual = [];
            await answer.Error(NotFound, "page not found");
        }
        catch (DockerException refusal) when (refusal.Status is { } status)
        {
            await answer.Error(status, refusal.Message);
        }

        return null;
    }

    /// <summary>A path with doubled slashes as the daemon would have it; null if it has none.</summary>
    private static string? Cleaned(string target)
    {
        var mark = target.IndexOf('?');
        var path = mark < 0 ? target : target[..mark];
        if (!path.StartsWith('/') || !path.Contains("//"))
            return null;
        return "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries)) + (mark < 0 ? "" : target[mark..]);
    }

    private static bool MayHaveBody(string method, AnswerHead head) =>
        head.Status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        && !(HttpMethods.IsHead(method) && head.Body is { IsEmpty: true });

    private async Task Copy(HttpContext context, AnswerHead head, FaceAnswer answer, CancellationToken gone)
    {
        var response = context.Response;
        response.StatusCode = head.Status;
        if (head.ContentType is { } type)
            response.ContentType = type;
        foreach (var (name, value) in answer.Usual)
            response.Headers[name] = value;
        foreach (var (name, value) in head.Headers)
            response.Headers[name] = value;
        if (head.Body is { } whole)
        {
            if (whole.Length <= LongestWithLength && MayHaveBody(context.Request.Method, head))
                response.ContentLength = whole.Length;
            // Only written, not flushed: the end of the request sends head and body together.
            await response.StartAsync(stopping.Token);
            if (!whole.IsEmpty)
                response.BodyWriter.Write(whole.Span);
            return;
        }

        await response.StartAsync(gone);
        await response.Body.FlushAsync(gone);
        while (await answer.Next(gone) is { } piece)
        {
            await response.Body.WriteAsync(piece, gone);
            await response.Body.FlushAsync(gone);
        }

        if (answer.IsBroken)
            context.Abort();
    }
}
