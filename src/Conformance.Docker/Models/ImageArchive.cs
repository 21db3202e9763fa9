namespace Conformance.Docker;

/// <summary>Images as one archive: manifests, configurations and layers.</summary>
/// <param name="Bytes">The archive, uncompressed.</param>
public sealed record ImageArchive(ReadOnlyMemory<byte> Bytes)
{
    internal Task Write(IEngineAnswer answer)
    {
        answer.Head(200, EngineRequest.Archive);
        return answer.Write(Bytes);
    }
}
