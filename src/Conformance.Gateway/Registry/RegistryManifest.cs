using System.Text.Json.Serialization;

namespace Conformance.Gateway;

/// <summary>A manifest in a registry: of one image, or the list of those for several platforms.</summary>
/// <param name="MediaType">Its kind.</param>
/// <param name="Config">The configuration of the image.</param>
/// <param name="Layers">Its layers, lowest first.</param>
/// <param name="Manifests">The list.</param>
internal sealed record RegistryManifest(string? MediaType, ManifestEntry? Config, IReadOnlyList<ManifestEntry>? Layers, IReadOnlyList<ManifestEntry>? Manifests);

/// <summary>What a manifest points to.</summary>
/// <param name="Digest">Of its bytes.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Platform">Of a manifest in a list.</param>
internal sealed record ManifestEntry(string? Digest, long Size, ManifestPlatform? Platform);

/// <summary>What an image is for.</summary>
/// <param name="Os">linux, ...</param>
/// <param name="Architecture">amd64, ...</param>
internal sealed record ManifestPlatform(string? Os, string? Architecture);

/// <summary>Reader of these.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RegistryManifest))]
internal sealed partial class RegistryJson : JsonSerializerContext;
