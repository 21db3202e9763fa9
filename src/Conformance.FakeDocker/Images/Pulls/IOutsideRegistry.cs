using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// Registries that are not of the simulated world: those that really listen. All of it is called in the world and completes there; each
/// method throws a <see cref="DockerException"/> with a daemon's words.
/// </summary>
public interface IOutsideRegistry
{
    /// <summary>Whether a registry, such as <c>127.0.0.1:5000</c>, is to be asked outside.</summary>
    bool Has(string registry);

    /// <summary>The image of a reference with its tag or digest.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="auth">The client's X-Registry-Auth; null for none.</param>
    Task<IOutsideImage> Find(ImageReference reference, string? auth);

    /// <summary>The tags of a repository.</summary>
    Task<IReadOnlyList<string>> Tags(ImageReference repository, string? auth);

    /// <summary>Asks whether credentials are right; true, or the refusal is thrown.</summary>
    /// <param name="registry">Such as <c>127.0.0.1:5000</c>.</param>
    /// <param name="auth">As in an X-Registry-Auth.</param>
    Task<bool> Login(string registry, string auth);
}

/// <summary>An image of such a registry.</summary>
public interface IOutsideImage
{
    /// <summary>Digest of its manifest.</summary>
    string Digest { get; }

    /// <summary>Its configuration; the image's id is the digest of it.</summary>
    ReadOnlyMemory<byte> Configuration { get; }

    /// <summary>Its layers as the registry has them, lowest first.</summary>
    IReadOnlyList<OutsideLayer> Layers { get; }

    /// <summary>Begins to download a layer.</summary>
    /// <param name="layer">Which.</param>
    /// <param name="first">From which byte on.</param>
    OutsideDownload Download(OutsideLayer layer, long first);
}

/// <summary>A layer in a registry.</summary>
/// <param name="Digest">Of its bytes there, which may be compressed.</param>
/// <param name="Size">Bytes.</param>
public sealed record OutsideLayer(string Digest, long Size);

/// <summary>A download under way.</summary>
public abstract class OutsideDownload
{
    /// <summary>The next piece; empty at the end, which comes early when the connection is cut.</summary>
    public abstract Task<ReadOnlyMemory<byte>> Next();

    /// <summary>Nobody wants the rest.</summary>
    public abstract void Close();
}
