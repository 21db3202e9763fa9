using System.Text;

namespace Conformance.FakeDocker;

/// <summary>What a probe has written: the first 4096 bytes, and three dots where there was more.</summary>
internal sealed class HealthOutput
{
    private const int BytesMax = 4096;
    private readonly List<byte> bytes = [];
    private bool wasMore;

    /// <summary>More of it.</summary>
    public void Add(ReadOnlySpan<byte> written)
    {
        var kept = Math.Min(BytesMax - bytes.Count, written.Length);
        bytes.AddRange(written[..kept]);
        wasMore |= kept < written.Length;
    }

    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString([.. bytes]) + (wasMore ? "..." : "");
}
