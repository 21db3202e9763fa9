namespace Conformance.Gateway;

/// <summary>After an upgrade: bytes in both directions, each with its own end.</summary>
internal static class RawRelay
{
    /// <summary>Relays until both sides have ended. The client's half-close becomes one at the daemon, and the other way round.</summary>
    public static async Task Run(PeerSocket client, PeerSocket daemon)
    {
        var up = Pump(client, daemon);
        await Pump(daemon, client);
        await up;
    }

    private static async Task Pump(PeerSocket from, PeerSocket to)
    {
        try
        {
            while (true)
            {
                var result = await from.Reader.ReadAsync();
                await to.Write(result.Buffer);
                from.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    break;
            }

            if (await from.Ended == PeerEnd.Broken)
                to.Dispose();
            else
                to.HalfClose();
        }
        catch (IOException)
        {
            from.Dispose();
        }
    }
}
