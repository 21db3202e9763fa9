using System.Diagnostics.CodeAnalysis;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>All registries of the simulated world: who offers which image, and how they misbehave.</summary>
public sealed class FakeRegistry
{
    private readonly SortedDictionary<string, RegistryImage> images = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> struck = new(StringComparer.Ordinal);

    /// <summary>Offers an image, or replaces it. Throws <see cref="ArgumentException"/> for a bad reference.</summary>
    public void Add(RegistryImage image)
    {
        var reference = Parse(image.Reference);
        var layers = image.Layers ?? [new RegistryLayer(Hex.Of(reference.Full())[..12], 1_000_000)];
        images[reference.Full()] = image with { Layers = layers };
    }

    /// <summary>Sets or clears the misbehaviour for one image that is offered here.</summary>
    public void Misbehave(string reference, RegistryFault? fault)
    {
        var full = Parse(reference).Full();
        images[full] = images[full] with { Fault = fault };
        struck.Remove(full);
    }

    /// <summary>Takes an image away; later pulls of it are 404.</summary>
    public void Remove(string reference) => images.Remove(Parse(reference).Full());

    /// <summary>Registries that really listen, for hosts that offer nothing here; null for none: a simulation has no others.</summary>
    public IOutsideRegistry? Outside { get; set; }

    /// <summary>Hosts that offer something, in ordinal order.</summary>
    internal IReadOnlySet<string> Hosts => new SortedSet<string>(images.Keys.Select(full => ImageReference.Parse(full).Registry), StringComparer.Ordinal);

    /// <summary>Credentials, <c>user:password</c>, that a host asks for.</summary>
    internal IReadOnlyList<string> LoginsOf(string host) =>
        [.. images.Where(image => ImageReference.Parse(image.Key).Registry == host && image.Value.Login is not null).Select(image => image.Value.Login!)];

    /// <summary>The image of a normalised full reference.</summary>
    internal bool TryFind(string full, [NotNullWhen(true)] out RegistryImage? image) => images.TryGetValue(full, out image);

    /// <summary>The images of a repository by full reference, in ordinal order.</summary>
    internal List<KeyValuePair<string, RegistryImage>> TagsOf(string repository) =>
        [.. images.Where(image => image.Key.StartsWith(repository + ":", StringComparison.Ordinal))];

    /// <summary>The refusal of the manifest request made now, counting it; null if it is answered well.</summary>
    internal RefusedPull? StrikeManifest(string full) =>
        images.TryGetValue(full, out var image) && image.Fault is RefusedPull fault && Count(full, fault) ? fault : null;

    /// <summary>The misbehaviour that strikes the request for a layer made now, counting it; null if it is answered well.</summary>
    internal RegistryFault? StrikeLayer(string full, int layer)
    {
        if (!images.TryGetValue(full, out var image) || image.Fault is not { } fault)
            return null;
        var at = fault switch
        {
            FailedLayer failed => failed.Layer,
            CutLayer cut => cut.Layer,
            StalledLayer stalled => stalled.Layer,
            _ => -1,
        };
        return at == layer && Count(full, fault) ? fault : null;
    }

    private bool Count(string full, RegistryFault fault)
    {
        var times = struck.GetValueOrDefault(full);
        struck[full] = times + 1;
        return fault.Times is not { } limit || times < limit;
    }

    private static ImageReference Parse(string text) =>
        DaemonReference.TryRead(text, out var reference, out var error)
            ? reference
            : throw new ArgumentException($"image reference '{text}': {error}", nameof(text));
}
