using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>CommandInfo.URI: one file that is fetched into the sandbox before the container is made.</summary>
public sealed record FetchedUri
{
    /// <summary>A file of the scenario or a URI.</summary>
    [Meaning("A file of this scenario; or, with / or :, a URI as it is.", IsShorthand = true)]
    public required string Uri { get; init; }

    /// <summary>URI.executable.</summary>
    [Meaning("Whether it gets the right to execute, and is not unpacked. Default: false.")]
    public bool Executable { get; init; }

    /// <summary>URI.extract.</summary>
    [Meaning("Whether an archive is unpacked. Default: true.")]
    public bool Extract { get; init; } = true;
}
