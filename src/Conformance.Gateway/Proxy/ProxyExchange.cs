using Conformance.Docker;
using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>
/// One request and its answer: before-rule, request, head of the answer, after-rule, answer. The request's body is sent
/// while the answer is read; after it, the client's end becomes a half-close at the daemon, and its break a close.
/// </summary>
/// <param name="connection">Both sides.</param>
/// <param name="head">Head of the request, as it goes to the daemon.</param>
/// <param name="body">Its body.</param>
/// <param name="readBody">Its body, if it had to be read first (create).</param>
/// <param name="request">What it is about.</param>
internal sealed class ProxyExchange(ProxyConnection connection, HttpHead head, BodyReader body, byte[]? readBody, ProxiedRequest request)
{
    private const int KeptBytesMax = 1 << 16;
    private const int DescriptionBytesMax = 1 << 24;
    private const string RawStream = "application/vnd.docker.raw-stream";
    private readonly FaultProxy proxy = connection.Proxy;
    private readonly PeerSocket client = connection.Client;
    private readonly TaskCompletionSource over = new();
    private string outcome = "dropped";

    private bool IsStream => request.Target is { } target && EngineOperations.IsStream(target.Operation);

    /// <summary>Serves it. True if the connection can take another request.</summary>
    public async Task<bool> Run()
    {
        proxy.Record(Received());
        try
        {
            return await Serve(await proxy.Judge.Reach(request, Phase.Before));
        }
        finally
        {
            over.TrySetResult();
            proxy.Record(new EngineAnswered(request.Call, Operation, Target, outcome));
        }
    }

    private string Operation => request.Target?.Operation ?? $"{head.Method} {head.Target.Split('?')[0]}";

    private string? About => proxy.Judge.NameOf(request.Target?.Container) ?? request.Target?.Container;

    private string? Target => request.Target?.Container ?? request.Target?.Image;

    private EngineReceived Received() =>
        new(request.Call, Operation, Target, request.Client, request.Target?.IsMutating ?? head.Method is not ("GET" or "HEAD")) { Owner = request.Owner };

    private async Task<bool> Serve(FaultEffect before)
    {
        switch (before)
        {
            case AnswerError error:
                await SkipBody();
                return await Refuse(error);
            case PretendDone:
                await SkipBody();
                return await AnswerFor(OwnAnswer.Empty(proxy.ApiVersion));
            case AnswerStale when proxy.LastReplies.Find(Operation, About) is { } old:
                return await AnswerFor(OwnAnswer.Json(old, proxy.ApiVersion));
            case NeverAnswer:
                await client.Ended;
                return false;
            case CutConnection { Place: CutPlace.Headers } cut:
                return Cut(cut);
            case var effect when effect == FaultEffect.ProceedUnlessGone && client.HasGone():
                return false;
        }

        var daemon = await connection.Daemon();
        await daemon.Write(head.Bytes);
        var sending = SendBody(daemon);
        var watching = Watch(daemon, sending);
        if (!await Answer(daemon, sending, before))
            return false;
        await sending;
        over.TrySetResult();
        await watching;
        return true;
    }

    private async Task<bool> Answer(PeerSocket daemon, Task sending, FaultEffect before)
    {
        HttpHead? answer;
        while ((answer = await HttpHead.Read(daemon.Reader)) is { Status: > 100 and < 200 and not 101 } or { Status: 100 })
            await client.Write(answer.Bytes);
        if (answer is null)
            return false;
        proxy.LearnVersion(answer.Header("Api-Version"));
        if (answer.Status == 101 || (answer.Header("Content-Type") == RawStream && answer.ContentLength is null && !answer.IsChunked))
            return await Upgrade(daemon, answer, sending);

        var content = BodyReader.OfAnswer(answer, head.Method, daemon.Reader);
        var goesOn = IsStream && answer.Status == 200
            ? await PassStream(answer, content, before)
            : await PassAnswer(answer, content, before as ChangedReply);
        return goesOn && !answer.Closes && !head.Closes && content.Framing != BodyFraming.UntilClose;
    }

    private async Task<bool> PassAnswer(HttpHead answer, BodyReader content, ChangedReply? change)
    {
        byte[]? kept = null;
        var isDescription = LastReplies<byte[]>.Minds(Operation) && answer.Status == 200;
        if (answer.Status >= 400 || request.Create is not null || (isDescription && change is not null))
        {
            kept = await content.ReadAll(isDescription ? DescriptionBytesMax : KeptBytesMax) ?? throw new IOException("an answer that should be short is long");
            Learn(answer, kept);
        }

        var after = answer.Status < 400 ? await proxy.Judge.Reach(request, Phase.After) : FaultEffect.Proceed;
        switch (after)
        {
            case AnswerError error:
                connection.DropDaemon();
                return await Refuse(error);
            case NeverAnswer:
                await client.Ended;
                return false;
            case CutConnection { Place: CutPlace.Headers } cut:
                return Cut(cut);
            case CutConnection cut:
                await client.Write(answer.Bytes);
                await WriteHalf(content, kept);
                return Cut(cut);
        }

        if (isDescription && change is not null)
            return await AnswerFor(OwnAnswer.Json(OwnAnswer.Changed(kept!, change, proxy.Judge), proxy.ApiVersion));
        await client.Write(answer.Bytes);
        var copy = isDescription ? new MemoryStream() : null;
        await Pass(content, kept, copy);
        if (copy is not null)
            proxy.LastReplies.Keep(Operation, About, copy.ToArray());
        outcome = answer.Status switch
        {
            304 => "not modified",
            >= 400 => FormattableString.Invariant($"{answer.Status} {ErrorAnswer.Message(kept)}"),
            _ => "ok",
        };
        return true;
    }

    private void Learn(HttpHead answer, byte[] kept)
    {
        if (request.Create is { } create && answer.Status == 201)
            proxy.Judge.Learn(create, EngineJson.Read(kept, EngineJson.Wire.CreateReply));
    }

    private async Task Pass(BodyReader content, byte[]? kept, MemoryStream? copy)
    {
        var writer = new BodyWriter(client, content.Framing);
        if (kept is { Length: > 0 })
            await writer.Write(kept);
        while (kept is null && await content.Next() is { } piece)
        {
            copy?.Write(piece);
            await writer.Write(piece);
        }

        await writer.End();
    }

    private async Task WriteHalf(BodyReader content, byte[]? kept)
    {
        kept ??= await content.ReadAll(KeptBytesMax) ?? [];
        if (kept.Length > 1)
            await new BodyWriter(client, content.Framing).Write(kept.AsMemory(0, kept.Length / 2));
    }

    private async Task<bool> PassStream(HttpHead answer, BodyReader content, FaultEffect before)
    {
        // A stream that may end early cannot keep a length that was promised.
        var isChanged = (StreamRelay.IsFor(before) || before is ChangedReply) && content.Framing == BodyFraming.Length;
        var framing = isChanged ? BodyFraming.Chunked : content.Framing;
        var writer = new BodyWriter(client, framing);
        await client.Write(isChanged ? answer.With(["Content-Length"], "Transfer-Encoding: chunked").Bytes : answer.Bytes);
        var splitter = new ItemSplitter(request.Target?.Operation == "container.logs");
        var relay = new StreamRelay(content, writer, splitter, client, proxy.Judge.Delay)
        {
            Change = before is ChangedReply change ? item => OwnAnswer.Changed(item, change, proxy.Judge) : null,
        };
        try
        {
            return await EndStream(await relay.Run(before), before, writer);
        }
        catch (IOException) when (Operation == "container.wait" && relay.HasPassed)
        {
            // The code is all there is to wait for: a program that has it closes, often before the end of the answer.
            outcome = "ok";
            throw;
        }
    }

    private async Task<bool> EndStream(StreamRelay.End end, FaultEffect before, BodyWriter writer)
    {
        switch (end)
        {
            case StreamRelay.End.Cut:
                return Cut(before as CutConnection);
            case StreamRelay.End.Early:
                connection.DropDaemon();
                break;
            default:
                var after = await proxy.Judge.Reach(request, Phase.After);
                if (after is NeverAnswer)
                    await client.Ended;
                if (after is NeverAnswer or CutConnection)
                    return Cut(after as CutConnection);
                break;
        }

        await writer.End();
        outcome = "ok";
        return true;
    }

    private async Task<bool> Upgrade(PeerSocket daemon, HttpHead answer, Task sending)
    {
        await sending;
        over.TrySetResult();
        await client.Write(answer.Bytes);
        outcome = "ok";
        await RawRelay.Run(client, daemon);
        return false;
    }

    private async Task SendBody(PeerSocket daemon)
    {
        try
        {
            var writer = new BodyWriter(daemon, body.Framing);
            if (readBody is not null)
                await daemon.Write(readBody);
            while (readBody is null && await body.Next() is { } piece)
                await writer.Write(piece);
            if (readBody is null)
                await writer.End();
        }
        catch (IOException)
        {
            // The client broke off inside its request, or the daemon did not want to hear it all; it will answer or close.
            if (client.Ended.IsCompleted)
                daemon.HalfClose();
        }
    }

    // Tells the daemon that its client has gone, as long as this exchange lasts; an upgraded one has its own pumps.
    private async Task Watch(PeerSocket daemon, Task sending)
    {
        await sending;
        await Task.WhenAny(client.Ended, over.Task);
        if (over.Task.IsCompleted)
            return;
        if (await client.Ended == PeerEnd.Broken)
            daemon.Dispose();
        else if (!client.HasUnread())
            daemon.HalfClose();
    }

    private async Task SkipBody()
    {
        while (readBody is null && await body.Next() is not null)
        {
        }
    }

    private async Task<bool> AnswerFor(byte[] bytes)
    {
        await client.Write(bytes);
        outcome = "ok";
        return !head.Closes;
    }

    private async Task<bool> Refuse(AnswerError error)
    {
        await client.Write(ErrorAnswer.Render(error, head.Method, proxy.ApiVersion));
        outcome = FormattableString.Invariant($"{error.Status} {error.Message}");
        return !head.Closes;
    }

    private bool Cut(CutConnection? cut)
    {
        if (cut is { IsReset: true })
            client.Reset();
        else
            client.Dispose();
        return false;
    }
}
