using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>
/// What the registry of an image does wrong when the daemon pulls it. It belongs to the image and not to the faults, because on a
/// real daemon it is a local registry that plays it. Exactly one of the three.
/// </summary>
public sealed record RegistrySettings
{
    /// <summary>
    /// It refuses the manifest with this message, as registries do: <c>{"errors":[{"code":CODE,"message":MESSAGE}]}</c>, with the
    /// code MANIFEST_UNKNOWN for 404, DENIED for 403, UNAUTHORIZED for 401, TOOMANYREQUESTS for 429, UNKNOWN otherwise.
    /// </summary>
    [Meaning("It refuses the image with this message; the status says how.", IsShorthand = true)]
    public string? Fails { get; init; }

    /// <summary>HTTP status of the refusal.</summary>
    [Meaning("HTTP status of the refusal. Default: 404.")]
    public int Status { get; init; } = 404;

    /// <summary>Number of the layer, from 1, that is cut in its middle.</summary>
    [Meaning("It cuts the connection in the middle of this layer, from 1.")]
    public int? CutLayer { get; init; }

    /// <summary>Number of the layer, from 1, that stalls in its middle.</summary>
    [Meaning("It sends nothing more in the middle of this layer, from 1.")]
    public int? StallLayer { get; init; }

    /// <summary>How long it stalls; null for ever.</summary>
    [Meaning("How long it stalls. Default: for ever.")]
    public TimeSpan? For { get; init; }

    /// <summary>How many requests it does so to; 0 for all.</summary>
    [Meaning("To how many requests (of the manifest or of the layer) it does so, from the first on; 0 for all. Default: 0.")]
    public int Times { get; init; }
}
