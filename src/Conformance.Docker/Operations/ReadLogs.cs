using System.Globalization;
using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>GET /containers/ID/logs: one frame a line, multiplexed unless the container has a terminal.</summary>
/// <param name="Id">Name, id or unique prefix of an id.</param>
/// <param name="Stdout">Standard output wanted.</param>
/// <param name="Stderr">Standard error wanted.</param>
/// <param name="Follow">Go on until the container ends.</param>
/// <param name="Since">Only lines from then on.</param>
/// <param name="Until">Only lines before.</param>
/// <param name="Tail">Only the last N lines; null for all.</param>
/// <param name="Timestamps">Put a nine-digit time before each line.</param>
public sealed record ReadLogs(string Id, bool Stdout = true, bool Stderr = true, bool Follow = false, Instant? Since = null, Instant? Until = null, int? Tail = null, bool Timestamps = false) : EngineOperation<EngineStream<LogFrame>>
{
    internal static EngineRoute Route { get; } = new("container.logs", "GET", "/containers/*/logs")
    {
        Read = From,
    };

    /// <summary>Put the attributes that the log driver keeps, and a blank, before each line; here there are none. Default: false.</summary>
    public bool Details { get; init; }

    /// <summary>The answer to times that are none: a daemon reads them when it has opened the log. Null for good ones.</summary>
    public DockerException? BadTimes { get; init; }

    private static ReadLogs From(IncomingRequest request)
    {
        var all = new ReadLogs(
            request.Target, request.Flag("stdout"), request.Flag("stderr"), request.Flag("follow"), Tail: Count(request.Word("tail")), Timestamps: request.Flag("timestamps"))
        { Details = request.Flag("details") };
        try
        {
            return all with { Since = request.Moment("since"), Until = request.Moment("until") };
        }
        catch (DockerException refusal)
        {
            return all with { BadTimes = refusal };
        }
    }

    /// <inheritdoc/>
    public override string Name => Route.Name;

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override EngineRequest ToRequest() => new EngineRequest(Route.Method, Route.For(Id))
        .With("details", Details)
        .With("follow", Follow)
        .With("since", EngineTime.Seconds(Since))
        .With("stderr", Stderr)
        .With("stdout", Stdout)
        .With("tail", Tail?.ToString(CultureInfo.InvariantCulture) ?? "all")
        .With("timestamps", Timestamps)
        .With("until", EngineTime.Seconds(Until));

    /// <inheritdoc/>
    public override Task<EngineStream<LogFrame>> Read(EngineResponse response) => Task.FromResult<EngineStream<LogFrame>>(new LogStream(response));

    /// <summary>Frames, or the bytes of a terminal. There is no Content-Type.</summary>
    protected override async Task Write(EngineStream<LogFrame> reply, IEngineAnswer answer)
    {
        answer.Head(200, null);
        while (await reply.Next() is { } frame)
            await answer.Write(frame.ToBytes());
    }

    // A bad number, or a negative one, means all.
    private static int? Count(string? tail) => int.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
