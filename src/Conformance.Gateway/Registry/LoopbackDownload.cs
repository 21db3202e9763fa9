using Conformance.FakeDocker;

namespace Conformance.Gateway;

/// <summary>A layer on its way from a registry of this host into the world, as fast as the world takes it.</summary>
internal sealed class LoopbackDownload : OutsideDownload
{
    private const int PieceBytes = 64 * 1024;
    private readonly CancellationTokenSource closing = new();
    private readonly FaceInput pieces;
    private readonly Task<bool> done;

    public LoopbackDownload(RegistryClient registry, OutsideLayer layer, long first, WorldThread thread)
    {
        pieces = new FaceInput(thread);
        done = thread.Outside(() => Copy(registry, layer, first));
    }

    /// <inheritdoc/>
    public override async Task<ReadOnlyMemory<byte>> Next()
    {
        var piece = await pieces.Next();
        if (piece.IsEmpty && !closing.IsCancellationRequested)
            await done;
        return piece;
    }

    /// <inheritdoc/>
    public override void Close()
    {
        closing.Cancel();
        pieces.End();
    }

    private async Task<bool> Copy(RegistryClient registry, OutsideLayer layer, long first)
    {
        try
        {
            using var answer = await registry.Blob(layer.Digest, first, closing.Token);
            await using var content = await answer.Content.ReadAsStreamAsync(closing.Token);
            var buffer = new byte[PieceBytes];
            while (await content.ReadAsync(buffer, closing.Token) is > 0 and var count)
                await pieces.Add(buffer[..count]);
            return true;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            // Cut, or not wanted any more: what is here is told by its length.
            return false;
        }
        finally
        {
            pieces.End();
        }
    }
}
