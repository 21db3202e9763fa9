using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>A layer of a registry that really listens.</summary>
internal sealed class OutsideTransfer(IOutsideImage image, OutsideLayer layer) : ILayerTransfer
{
    private readonly MemoryStream content = new();
    private OutsideDownload? download;

    /// <summary>What is here, as it came.</summary>
    public ReadOnlyMemory<byte> Content => content.GetBuffer().AsMemory(0, (int)content.Length);

    /// <inheritdoc/>
    public async Task<TransferEnd> Try(Action<long> progress, Func<bool> isUnwanted)
    {
        download = image.Download(layer, content.Length);
        try
        {
            while (await download.Next() is { IsEmpty: false } piece && content.Length <= layer.Size)
            {
                content.Write(piece.Span);
                progress(content.Length);
            }
        }
        catch (DockerException refusal)
        {
            return new TransferEnd(false, refusal.Message);
        }
        finally
        {
            download.Close();
            download = null;
        }

        if (content.Length < layer.Size)
            return TransferEnd.Cut;
        return ImageConfiguration.Digest(Content.Span) == layer.Digest
            ? new TransferEnd(true)
            : new TransferEnd(false, "filesystem layer verification failed for digest " + layer.Digest);
    }

    /// <inheritdoc/>
    public void Cancel() => download?.Close();
}
