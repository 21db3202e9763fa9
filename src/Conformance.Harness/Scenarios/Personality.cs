using Conformance.Faults;
using Conformance.Machine;

namespace Conformance.Harness.Scenarios;

/// <summary>
/// A named set of faults that mimics one reported bug of a daemon, for scenarios (<c>personalities</c>) and for <c>conformance daemon</c>.
/// Each is a file in <c>Personalities/</c>, shipped inside this assembly; to add one, add its file.
/// </summary>
public sealed record Personality
{
    private const string Folder = "personalities/";
    private const string Ending = ".yaml";
    private static readonly Lazy<IReadOnlyList<Personality>> Read = new(ReadAll);

    /// <summary>Name of its file, without ending.</summary>
    public string Name { get; private init; } = "";

    /// <summary>What such a daemon does.</summary>
    [Meaning("What such a daemon does, one sentence.")]
    public required string Sentence { get; init; }

    /// <summary>Where it was reported.</summary>
    [Meaning("Where it was reported.")]
    public required string Source { get; init; }

    /// <summary>What goes wrong, about any container and image; each bears its name.</summary>
    [Meaning("What goes wrong.")]
    public required IReadOnlyList<FaultRule> Faults { get; init; }

    /// <summary>All, in ordinal order of their names.</summary>
    public static IReadOnlyList<Personality> All => Read.Value;

    /// <summary>The one of that name; null if there is none.</summary>
    public static Personality? Find(string name) => All.FirstOrDefault(personality => string.Equals(personality.Name, name, StringComparison.Ordinal));

    private static IReadOnlyList<Personality> ReadAll() =>
    [
        .. typeof(Personality).Assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource => Named(resource[Folder.Length..^Ending.Length], ShippedFile.Read<Personality>(resource))),
    ];

    private static Personality Named(string name, Personality read) =>
        read with { Name = name, Faults = [.. read.Faults.Select(fault => fault with { Personality = name })] };
}
