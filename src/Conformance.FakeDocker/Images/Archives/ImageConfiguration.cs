using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>The configuration of an image as it lies in an archive. The image's id is its digest.</summary>
public sealed record ImageConfiguration
{
    /// <summary>amd64, ...</summary>
    [JsonPropertyName("architecture")]
    public string? Architecture { get; init; } = "amd64";

    /// <summary>Who made it.</summary>
    [JsonPropertyName("author"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Author { get; init; }

    /// <summary>Words.</summary>
    [JsonPropertyName("comment"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Comment { get; init; }

    /// <summary>What containers inherit.</summary>
    [JsonPropertyName("config")]
    public ImageConfig? Config { get; init; }

    /// <summary>Id of the container that it was made of.</summary>
    [JsonPropertyName("container"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Container { get; init; }

    /// <summary>What that container was made with.</summary>
    [JsonPropertyName("container_config"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImageConfig? ContainerConfig { get; init; }

    /// <summary>RFC 3339.</summary>
    [JsonPropertyName("created")]
    public string? Created { get; init; }

    /// <summary>Version of the daemon that made it.</summary>
    [JsonPropertyName("docker_version"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DockerVersion { get; init; }

    /// <summary>Its making, lowest layer first.</summary>
    [JsonPropertyName("history")]
    public IReadOnlyList<ImageStep>? History { get; init; }

    /// <summary>linux, ...</summary>
    [JsonPropertyName("os")]
    public string? Os { get; init; } = "linux";

    /// <summary>Its layers.</summary>
    [JsonPropertyName("rootfs")]
    public ImageLayers? Layers { get; init; }

    /// <summary>Id of the image whose configuration these bytes are.</summary>
    public static string IdOf(ReadOnlySpan<byte> bytes) => Digest(bytes);

    /// <summary><c>sha256:</c> and 64 hex digits.</summary>
    public static string Digest(ReadOnlySpan<byte> bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>As it lies in an archive.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ImageJson.Default.ImageConfiguration);
}

/// <summary>One step in the making of an image.</summary>
/// <param name="Created">RFC 3339.</param>
/// <param name="CreatedBy">Command.</param>
/// <param name="Comment">Words.</param>
/// <param name="IsEmpty">It added no layer.</param>
public sealed record ImageStep(
    [property: JsonPropertyName("created")] string? Created = null,
    [property: JsonPropertyName("created_by"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CreatedBy = null,
    [property: JsonPropertyName("comment"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Comment = null,
    [property: JsonPropertyName("empty_layer"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsEmpty = false);

/// <summary>The layers of an image.</summary>
/// <param name="Type">layers.</param>
/// <param name="Digests">Of their uncompressed archives, lowest first.</param>
public sealed record ImageLayers([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("diff_ids")] IReadOnlyList<string> Digests);

/// <summary>One image in the table of an archive.</summary>
/// <param name="Config">Name of its configuration in the archive.</param>
/// <param name="RepoTags">Its names; null for none.</param>
/// <param name="Layers">Names of its layers in the archive, lowest first.</param>
internal sealed record ArchivedImage(string Config, IReadOnlyList<string>? RepoTags, IReadOnlyList<string> Layers);

/// <summary>Readers and writers of what lies in archives of images.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(ImageConfiguration))]
[JsonSerializable(typeof(IReadOnlyList<ArchivedImage>))]
internal sealed partial class ImageJson : JsonSerializerContext;
