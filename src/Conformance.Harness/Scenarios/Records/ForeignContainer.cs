using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>A container of another owner.</summary>
public sealed record ForeignContainer
{
    /// <summary>Its Docker name.</summary>
    public required string Name { get; init; }

    /// <summary>Scenario image.</summary>
    [Meaning("Image of the scenario.")]
    public required string Image { get; init; }

    /// <summary>Command words.</summary>
    [Meaning("Command words. Default: those of the image.")]
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Labels.</summary>
    [Meaning("Labels. Default: none.")]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>created, running or exited.</summary>
    [Meaning("created, running or exited. Default: running.", OneOf = "created running exited")]
    public string State { get; init; } = "running";
}
