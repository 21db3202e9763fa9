using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>A layer of an image in a registry.</summary>
/// <param name="Id">12 hex digits, the name that progress lines print; equal ids are one layer, shared between images.</param>
/// <param name="Size">Bytes.</param>
public sealed record RegistryLayer(string Id, long Size);

/// <summary>An image that a registry offers.</summary>
public sealed record RegistryImage
{
    /// <summary>Bytes per second of a pull without a stated duration: 100 MB/s.</summary>
    public const long DefaultBytesPerSecond = 100_000_000;

    /// <summary>Reference with tag, as clients write it.</summary>
    public required string Reference { get; init; }

    /// <summary>What containers inherit.</summary>
    public ImageConfig Config { get; init; } = new();

    /// <summary>Which programs it has; null for all that are known.</summary>
    public ProgramTable? Programs { get; init; }

    /// <summary>Lowest first. Default: one layer of 1 MB whose id comes from the reference.</summary>
    public IReadOnlyList<RegistryLayer>? Layers { get; init; }

    /// <summary>
    /// How long a pull of all its layers takes; layers that are already here cost nothing. Null: the size at
    /// <see cref="DefaultBytesPerSecond"/>.
    /// </summary>
    public TimeSpan? PullTime { get; init; }

    /// <summary>Credentials, <c>user:password</c>, without which its registry answers 401; null: anybody may pull it.</summary>
    public string? Login { get; init; }

    /// <summary>How the registry misbehaves; null for not at all.</summary>
    public RegistryFault? Fault { get; init; }
}

/// <summary>How a registry misbehaves for one image.</summary>
public abstract record RegistryFault
{
    /// <summary>How many requests (of the manifest or of the layer) it strikes, from the first on; null for all.</summary>
    public int? Times { get; init; }
}

/// <summary>The registry refuses the manifest: the pull is answered with this status instead of a stream.</summary>
/// <param name="Status">HTTP status of the daemon's answer.</param>
/// <param name="Message">The daemon's words.</param>
public sealed record RefusedPull(int Status, string Message) : RegistryFault;

/// <summary>In the middle of a layer the stream carries an error line and ends.</summary>
/// <param name="Layer">Index of the layer, from 0.</param>
/// <param name="Message">The daemon's words.</param>
public sealed record FailedLayer(int Layer, string Message) : RegistryFault;

/// <summary>
/// The connection is cut in the middle of a layer. The daemon retries after 5, 10, 15, 20 and 25 seconds, counting down by
/// the second, and gives up after five retries with <c>unexpected EOF</c>.
/// </summary>
/// <param name="Layer">Index of the layer, from 0.</param>
public sealed record CutLayer(int Layer) : RegistryFault;

/// <summary>Nothing more comes in the middle of a layer.</summary>
/// <param name="Layer">Index of the layer, from 0.</param>
/// <param name="Duration">For how long; null for ever.</param>
public sealed record StalledLayer(int Layer, TimeSpan? Duration = null) : RegistryFault;
