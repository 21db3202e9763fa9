using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Exploration;

/// <summary>Images: there or to be pulled, with and without ENTRYPOINT, CMD, ENV; from registries that are in good health or not.</summary>
internal sealed class RandomImages(Choices choices, RandomTexts texts)
{
    /// <summary>Prints its arguments, each between angle brackets.</summary>
    public const string Printer = "printer";

    /// <summary>Has no ENTRYPOINT and no CMD.</summary>
    public const string Plain = "box";

    private static readonly ByteSize Megabyte = new(1_000_000);

    /// <summary>The images of a workload; the first two are <see cref="Plain"/> and <see cref="Printer"/>, and can always be had.</summary>
    public List<ImageSettings> Make(bool isStormy)
    {
        var images = new List<ImageSettings>
        {
            WithPull(new ImageSettings { Name = Plain, Env = Env() }),
            WithPull(new ImageSettings { Name = Printer, Entrypoint = ["/usr/bin/printf", "<%s>"] }),
        };
        if (choices.Chance(30))
            images.Add(WithPull(new ImageSettings { Name = "sleeper", Cmd = ["sleep", "100000"], Volumes = ["/data"] }));
        if (isStormy && choices.Chance(25))
            images.Add(WithPull(new ImageSettings { Name = "odd" }) is { Pull: not null } image ? image with { Registry = Registry(image) } : new ImageSettings { Name = "odd" });
        return images;
    }

    private ImageSettings WithPull(ImageSettings image) => choices.Chance(60)
        ? image
        : image with { Pull = choices.Seconds(0.2, 40), Layers = choices.Many(1, 4, () => new ByteSize(Megabyte.Bytes * choices.Between(1, 50))) };

    private Dictionary<string, string> Env()
    {
        var env = new Dictionary<string, string>();
        foreach (var name in choices.Many(0, 2, texts.Word))
            env["IMAGE_" + name] = texts.Any();
        return env;
    }

    private RegistrySettings Registry(ImageSettings image)
    {
        var layer = choices.Between(1, image.Layers.Count);
        var times = choices.Between(0, 2);
        return choices.Between(0, 2) switch
        {
            0 => new RegistrySettings { Fails = texts.Sentence(), Status = choices.Pick([401, 403, 404, 429, 500, 503]), Times = times },
            1 => new RegistrySettings { CutLayer = layer, Times = times },
            _ => new RegistrySettings { StallLayer = layer, Times = times, For = choices.Chance(70) ? choices.Seconds(1, 600) : null },
        };
    }
}
