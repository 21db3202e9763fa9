namespace Conformance.Harness.Scenarios;

/// <summary>What must fit in an image.</summary>
internal sealed class ImageRules(Places places, Problems problems)
{
    /// <summary>An image by its name; null if the scenario has none such.</summary>
    public static ImageSettings? Find(Scenario scenario, string name) =>
        scenario.Images.FirstOrDefault(image => string.Equals(image.Name, name, StringComparison.Ordinal));

    /// <summary>A reference with a slash, colon or at-sign is taken as it is, and is in no registry.</summary>
    public static bool IsReference(string image) => image.AsSpan().IndexOfAny("/:@") >= 0;

    /// <summary>Notes what does not fit.</summary>
    public void Check(ImageSettings image)
    {
        if (!IsName(image.Name))
            problems.Add(places.Of(image), $"'{image.Name}' as the name of an image", "lower-case letters, digits, - and _, beginning with a letter or digit");
        if (image.Layers.Count == 0)
            problems.Add(places.Of(image, "layers"), "an image without layers", "at least one size");
        if (image.Login is { } login && (image.Pull is null || login.IndexOf(':') is <= 0))
            problems.Add(places.Of(image, "login"), image.Pull is null ? "a login for an image that is in no registry" : $"'{login}' as a login", image.Pull is null ? "'pull' with the time that a pull takes" : "user:password");
        if (image.Registry is not { } registry)
            return;
        var at = places.Of(registry);
        if (image.Pull is null)
            problems.Add(at, "a registry for an image that is in the daemon from the start", "'pull' with the time that a pull takes");
        var ways = (registry.Fails is null ? 0 : 1) + (registry.CutLayer is null ? 0 : 1) + (registry.StallLayer is null ? 0 : 1);
        if (ways != 1)
            problems.Add(at, ways == 0 ? "the registry does nothing wrong" : "the registry does several things wrong", "exactly one of fails, cut-layer, stall-layer");
        if (registry.For is not null && registry.StallLayer is null)
            problems.Add(places.Of(registry, "for"), "'for' without a stall", "stall-layer");
        if (registry.Status is < 400 or > 599)
            problems.Add(places.Of(registry, "status"), $"{registry.Status} is not the status of an error", "400 to 599");
        if ((registry.CutLayer ?? registry.StallLayer) is { } layer && (layer < 1 || layer > image.Layers.Count))
            problems.Add(places.Of(registry, registry.CutLayer is null ? "stall-layer" : "cut-layer"), $"the image has no layer {layer}", $"1 to {image.Layers.Count}");
        if (registry.Times < 0)
            problems.Add(places.Of(registry, "times"), $"{registry.Times} requests", "0 (all) or more");
    }

    /// <summary>A path component of a Docker repository, without its dots.</summary>
    private static bool IsName(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_');
}
