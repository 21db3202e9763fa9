namespace Conformance.Docker;

/// <summary>HEAD or GET /_ping.</summary>
public sealed record Ping() : EngineOperation<PingReply>
{
    internal static EngineRoute Route { get; } = new("system.ping", "GET", "/_ping") { TakesHead = true, Read = _ => new Ping() };

    private static readonly KeyValuePair<string, string>[] Uncached =
        [new("Cache-Control", "no-cache, no-store, must-revalidate"), new("Pragma", "no-cache")];

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new("HEAD", Route.Path);

    /// <inheritdoc/>
    public override Task<PingReply> Read(EngineResponse response) => Task.FromResult(new PingReply(response.Header(ApiVersion.Header)));

    /// <summary>The text <c>OK</c>; a HEAD has no body, which is the transport's affair.</summary>
    protected override Task Write(PingReply reply, IEngineAnswer answer)
    {
        answer.Whole(200, "text/plain; charset=utf-8", "OK"u8.ToArray(), Uncached);
        return Task.CompletedTask;
    }
}
