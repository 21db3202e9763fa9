namespace Conformance.Gateway;

/// <summary>An image of a <see cref="LocalRegistry"/>, how long its pull takes and what goes wrong.</summary>
/// <param name="Image">The image; its tag is <c>latest</c>.</param>
public sealed record RegistryEntry(BuiltImage Image)
{
    /// <summary>How long all layers above busybox take together, on the wall clock. Default: as fast as it goes.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What goes wrong; null for nothing.</summary>
    public LocalRegistryFault? Fault { get; init; }
}

/// <summary>What a registry does wrong.</summary>
public abstract record LocalRegistryFault
{
    /// <summary>To how many requests, from the first on; 0 for all.</summary>
    public int Times { get; init; }
}

/// <summary>The manifest is refused.</summary>
/// <param name="Status">HTTP status: 404 no such image, 401, 429, 500.</param>
/// <param name="Message">What the registry says.</param>
public sealed record RefusedManifest(int Status, string Message) : LocalRegistryFault;

/// <summary>The connection ends in the middle of a layer.</summary>
/// <param name="Layer">Number of the layer above busybox, from 1.</param>
public sealed record CutBlob(int Layer) : LocalRegistryFault;

/// <summary>Nothing comes any more in the middle of a layer.</summary>
/// <param name="Layer">Number of the layer above busybox, from 1.</param>
/// <param name="For">How long, on the wall clock; null for ever.</param>
public sealed record StalledBlob(int Layer, TimeSpan? For) : LocalRegistryFault;
