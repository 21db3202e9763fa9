namespace Conformance.Docker;

/// <summary>
/// A daemon over HTTP. The invoker handed in knows where the daemon is (a UNIX socket or a port), must not follow redirects
/// and must not decompress; each call asks for a connection of its own. The first call asks the daemon for its version.
/// </summary>
public sealed class HttpDockerEngine(HttpMessageInvoker http) : IDockerEngine
{
    private ApiVersion? _version;

    /// <inheritdoc/>
    public EngineCall<T> Begin<T>(EngineOperation<T> operation) => new Call<T>(this, operation);

    private sealed class Call<T> : EngineCall<T>
    {
        private readonly HttpExchange _exchange = new();

        public Call(HttpDockerEngine engine, EngineOperation<T> operation) => Reply = engine.Perform(operation, _exchange);

        public override Task<T> Reply { get; }

        public override void Abort() => _exchange.Close();
    }

    private async Task<T> Perform<T>(EngineOperation<T> operation, HttpExchange exchange)
    {
        var isStream = false;
        try
        {
            var prefix = operation is Ping ? "" : (await Version(exchange)).PathPrefix;
            var response = await Send(operation.ToRequest(), prefix, exchange);
            await ThrowIfFailed(response);
            var reply = await operation.Read(response);
            isStream = reply is Hijacked || (typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(EngineStream<>));
            return reply;
        }
        finally
        {
            if (!isStream)
                exchange.Close();
        }
    }

    private async Task<ApiVersion> Version(HttpExchange caller)
    {
        if (_version is { } known)
            return known;
        var version = ApiVersion.Negotiate(await AskVersion(caller));
        _version = version;
        return version;
    }

    // A daemon that does not answer the ping has not seen the operation: that is as good as not being reached.
    private async Task<string?> AskVersion(HttpExchange caller)
    {
        var exchange = new HttpExchange(caller.Aborted);
        try
        {
            var head = await Send(new Ping().ToRequest(), "", exchange);
            if (head.Status == 405 && head.Header(ApiVersion.Header) is null)
                head = await Send(new EngineRequest("GET", Ping.Route.Path), "", exchange);
            return head.Header(ApiVersion.Header);
        }
        catch (DockerException exception) when (!caller.IsAborted)
        {
            throw DockerException.Unreachable($"the daemon did not answer the ping: {exception.Message}");
        }
        finally
        {
            exchange.Close();
        }
    }

    private async Task<EngineResponse> Send(EngineRequest request, string prefix, HttpExchange exchange)
    {
        using var message = HttpMessages.Write(request, prefix);
        try
        {
            var answer = await http.SendAsync(message, exchange.Aborted);
            exchange.Own(answer);
            var body = await answer.Content.ReadAsStreamAsync(exchange.Aborted);
            return new EngineResponse((int)answer.StatusCode, name => HttpMessages.Header(answer, name), body, exchange);
        }
        catch (Exception exception) when (HttpFailure.IsOne(exception))
        {
            throw HttpFailure.Of(exception, exchange.IsAborted);
        }
    }

    private static async Task ThrowIfFailed(EngineResponse response)
    {
        if (response.Status is >= 200 and < 300 or 304)
            return;
        throw DockerException.Answered(response.Status, HttpMessages.ErrorText(response.Status, await response.ReadAll()));
    }
}
