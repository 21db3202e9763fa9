using System.Security.Cryptography;
using System.Text.Json;
using Conformance.Docker;
using Conformance.FakeDocker;

namespace Conformance.Gateway;

/// <summary>An image of a registry on this host.</summary>
internal sealed class LoopbackImage : IOutsideImage
{
    private const string Os = "linux";
    private const string Architecture = "amd64";
    private readonly RegistryClient registry;
    private readonly WorldThread thread;

    private LoopbackImage(RegistryClient registry, WorldThread thread) => (this.registry, this.thread) = (registry, thread);

    /// <inheritdoc/>
    public required string Digest { get; init; }

    /// <inheritdoc/>
    public required ReadOnlyMemory<byte> Configuration { get; init; }

    /// <inheritdoc/>
    public required IReadOnlyList<OutsideLayer> Layers { get; init; }

    /// <summary>Reads manifest and configuration; of a list of manifests the one for this platform.</summary>
    public static async Task<IOutsideImage> Read(RegistryClient registry, string version, WorldThread thread)
    {
        var bytes = await registry.Manifest(version);
        var manifest = Parse(bytes);
        if (manifest.Manifests is { } all)
            return await Read(registry, OfPlatform(all), thread);
        if (manifest.Config?.Digest is not { } config || manifest.Layers is not { } layers || layers.Any(layer => layer.Digest is null))
            throw Internal($"mediaType in manifest should be '{RegistryClient.Manifests[0]}' not '{manifest.MediaType}'");
        return new LoopbackImage(registry, thread)
        {
            Digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Configuration = await registry.Blob(config),
            Layers = [.. layers.Select(layer => new OutsideLayer(layer.Digest!, layer.Size))],
        };
    }

    /// <inheritdoc/>
    public OutsideDownload Download(OutsideLayer layer, long first) => new LoopbackDownload(registry, layer, first, thread);

    private static RegistryManifest Parse(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, RegistryJson.Default.RegistryManifest) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw Internal("error unmarshalling content: " + exception.Message);
        }
    }

    private static string OfPlatform(IReadOnlyList<ManifestEntry> manifests) =>
        manifests.FirstOrDefault(entry => entry.Platform is { Os: Os, Architecture: Architecture })?.Digest
        ?? throw DockerException.Answered(404, $"no matching manifest for {Os}/{Architecture} in the manifest list entries");

    private static DockerException Internal(string words) => DockerException.Answered(500, words);
}
