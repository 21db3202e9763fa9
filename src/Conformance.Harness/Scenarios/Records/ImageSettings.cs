using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>An image of the scenario. In the daemon it is NAME:latest or, when it comes from a registry, HOST/NAME:latest.</summary>
public sealed record ImageSettings
{
    /// <summary>Name in the scenario.</summary>
    public required string Name { get; init; }

    /// <summary>ENTRYPOINT; null for none.</summary>
    [Meaning("ENTRYPOINT, exec form. Default: none.")]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>CMD; null for none.</summary>
    [Meaning("CMD, exec form. Default: none.")]
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>ENV.</summary>
    [Meaning("ENV: variables by name. Default: none.")]
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>VOLUME.</summary>
    [Meaning("VOLUME: paths in the container. Default: none.")]
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>Sizes of its layers in bytes.</summary>
    [Meaning("Sizes of its layers. Default: one of 1MB.")]
    public IReadOnlyList<ByteSize> Layers { get; init; } = [new ByteSize(1_000_000)];

    /// <summary>How long a pull of it takes; null: it is in the daemon from the start.</summary>
    [Meaning("How long a pull from the registry takes. Without it the image is in the daemon from the start and in no registry.")]
    public TimeSpan? Pull { get; init; }

    /// <summary>Credentials, user:password; null for none.</summary>
    [Meaning("Credentials, user:password, that its registry wants to see; only with pull. Default: none.")]
    public string? Login { get; init; }

    /// <summary>What its registry does wrong; null for nothing.</summary>
    [Meaning("What its registry does wrong; only with pull. Default: nothing.")]
    public RegistrySettings? Registry { get; init; }
}
