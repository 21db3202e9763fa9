namespace Conformance.FakeDocker;

/// <summary>
/// The keys that end a client's part in a terminal while the program runs on. They are looked for over the pieces in which input comes;
/// keys that turn out to be no detaching are handed on with what follows.
/// </summary>
internal sealed class DetachKeys
{
    private const string Controls = "@abcdefghijklmnopqrstuvwxyz[\\]^_";
    private readonly byte[] keys;
    private int seen;

    private DetachKeys(byte[] keys) => this.keys = keys;

    /// <summary>As their bytes.</summary>
    public ReadOnlySpan<byte> Bytes => keys;

    /// <summary>Reads <c>ctrl-p,ctrl-q</c> or <c>a,b</c>; null for text gives the usual ones, null is answered for what is none.</summary>
    public static DetachKeys? Parse(string? text)
    {
        var found = new List<byte>();
        foreach (var word in (text is { Length: > 0 } ? text : "ctrl-p,ctrl-q").Split(','))
        {
            if (word.Length == 1)
                found.Add((byte)word[0]);
            else if (word.Length == 6 && word.StartsWith("ctrl-", StringComparison.Ordinal) && Controls.IndexOf(word[5], StringComparison.Ordinal) is var code and >= 0)
                found.Add((byte)code);
            else
                return null;
        }

        return new DetachKeys([.. found]);
    }

    /// <summary>What of a piece is input; <paramref name="isDetaching"/> tells that the keys were complete, and nothing after them counts.</summary>
    public ReadOnlyMemory<byte> Filter(ReadOnlyMemory<byte> piece, out bool isDetaching)
    {
        isDetaching = false;
        var input = new List<byte>(piece.Length);
        foreach (var key in piece.Span)
        {
            if (key == keys[seen])
            {
                if (++seen < keys.Length)
                    continue;
                isDetaching = true;
                break;
            }

            input.AddRange(keys.AsSpan(0, seen));
            seen = key == keys[0] ? 1 : 0;
            if (seen == 0)
                input.Add(key);
        }

        return input.ToArray();
    }
}
