using System.Text.Json.Nodes;
using Conformance.Faults;

namespace Conformance.Gateway;

/// <summary>
/// Passes the body of a stream on, and does to it what the fault says: cuts, stalls, ends or fails it after some items.
/// Without such a fault every piece goes on as it came.
/// </summary>
internal sealed class StreamRelay(BodyReader body, BodyWriter writer, ItemSplitter splitter, PeerSocket client, Func<TimeSpan, Task> delay)
{
    private int passed;

    /// <summary>What becomes of each item; null when it passes as it is.</summary>
    public Func<byte[], byte[]>? Change { get; init; }

    /// <summary>Whether anything of the body has reached the client's connection.</summary>
    public bool HasPassed { get; private set; }

    /// <summary>How it went: to its regular end, which is not sent yet; ended by us; or to be cut.</summary>
    public enum End
    {
        /// <summary>The daemon ended it; the end is still to be sent.</summary>
        Regular,

        /// <summary>Ended early, as if all were well.</summary>
        Early,

        /// <summary>The connection must be cut.</summary>
        Cut,
    }

    /// <summary>Whether this effect is carried out here.</summary>
    public static bool IsFor(FaultEffect effect) =>
        effect is StallStream or TruncateStream or FailPull or CutConnection { Place: CutPlace.Body };

    /// <summary>Relays. The daemon's connection breaking is an <see cref="IOException"/>.</summary>
    public async Task<End> Run(FaultEffect effect)
    {
        var pending = effect;
        while (true)
        {
            if (await Interrupt(pending) is { } end)
                return end;
            if (pending is StallStream stall && passed >= stall.AfterItems)
                pending = FaultEffect.Proceed;
            if (await body.Next() is not { } piece)
                break;
            if (Change is null && !IsFor(pending))
            {
                await writer.Write(splitter.TakeRest() is { Length: > 0 } rest ? [.. rest, .. piece] : piece);
                HasPassed = true;
                continue;
            }

            foreach (var item in splitter.Add(piece))
            {
                if (await Interrupt(pending) is { } early)
                    return early;
                if (pending is StallStream healed && passed >= healed.AfterItems)
                    pending = FaultEffect.Proceed;
                await writer.Write(Change?.Invoke(item) ?? item);
                HasPassed = true;
                passed++;
            }
        }

        if (splitter.TakeRest() is { Length: > 0 } last)
            await writer.Write(Change?.Invoke(last) ?? last);
        return End.Regular;
    }

    private async Task<End?> Interrupt(FaultEffect effect)
    {
        switch (effect)
        {
            case CutConnection cut when passed >= cut.AfterItems:
                return End.Cut;
            case TruncateStream truncate when passed >= truncate.AfterItems:
                return End.Early;
            case FailPull fail when passed >= fail.AfterItems:
                await writer.Write(ErrorLine(fail.Message));
                return End.Early;
            case StallStream stall when passed >= stall.AfterItems:
                await Task.WhenAny(client.Ended, stall.For is { } time ? delay(time) : client.Ended);
                return client.Ended.IsCompleted ? End.Cut : null;
            default:
                return null;
        }
    }

    private static byte[] ErrorLine(string message)
    {
        var line = new JsonObject { ["errorDetail"] = new JsonObject { ["message"] = message }, ["error"] = message };
        return [.. GatewayJson.Write(line), (byte)'\r', (byte)'\n'];
    }
}
