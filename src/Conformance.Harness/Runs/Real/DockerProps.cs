using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>The things on the stage of one run at a real daemon: images, images in the registry, containers of others.</summary>
internal sealed class DockerProps(DockerSite site, Scenario scenario, IMachine machine, string folder, double scale)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, string> references = new(StringComparer.Ordinal);
    private readonly HashSet<string> foreign = new(StringComparer.Ordinal);

    private HashSet<string> volumes = [];

    /// <summary>References of images that the run may have pulled.</summary>
    public List<string> Pulled { get; } = [];

    /// <summary>Reference of an image by its name in the scenario; what is no name of it is a reference itself.</summary>
    public string Reference(string image) => references.GetValueOrDefault(image, image);

    /// <summary>What launches can fetch.</summary>
    public ScenarioFiles Files { get; } = new(scenario, machine, Path.Combine(folder, "files"), RegistryOf(site, scenario.Images.FirstOrDefault(image => image.Login is not null)).Host, scale);

    /// <summary>Whether a container is one of the others'.</summary>
    public bool IsForeign(string dockerId) => foreign.Contains(dockerId);

    /// <summary>Puts everything in its place.</summary>
    public async Task Place(EdgeResolver names)
    {
        if (site.IsPrivate)
            volumes = [.. await site.Truth.UnusedVolumes()];
        foreach (var image in scenario.Images)
        {
            var reference = references[image.Name] = image.Pull is { } pull ? Offer(image, pull) : await site.Load(image);
            names.AddImage(image.Name, reference);
        }

        await Files.Place();
        foreach (var container in scenario.Foreign)
            foreign.Add(await Place(container));
    }

    /// <summary>Volumes that have come up since and that no container uses; none at a daemon that is not ours, where they may be anybody's.</summary>
    public async Task<IReadOnlyList<string>> NewVolumes() =>
        site.IsPrivate ? [.. (await site.Truth.UnusedVolumes()).Where(name => !volumes.Contains(name))] : [];

    private string Offer(ImageSettings image, TimeSpan pull)
    {
        // A name that no other run has: the daemon must not know it from before.
        var name = Path.GetFileName(folder) + "/" + image.Name;
        var recipe = new ImageRecipe(name, ImageConfigs.Of(image))
        {
            LayerBytes = [.. image.Layers.Select(layer => layer.Bytes)],
            Salt = (int)RunToken.HashOf(System.Text.Encoding.UTF8.GetBytes(folder + name)),
        };
        var registry = RegistryOf(site, image);
        registry.Login = image.Login;
        registry.Add(new RegistryEntry(BuiltImage.Build(recipe)) { Duration = pull / scale, Fault = Fault(image.Registry) });
        var reference = $"{registry.Host}/{name}";
        Pulled.Add(reference);
        return reference;
    }

    private static LocalRegistry RegistryOf(DockerSite site, ImageSettings? image) => image?.Login is null ? site.Registry : site.GuardedRegistry;

    private LocalRegistryFault? Fault(RegistrySettings? settings) => settings switch
    {
        { Fails: { } message } => new RefusedManifest(settings.Status, message) { Times = settings.Times },
        { CutLayer: { } layer } => new CutBlob(layer) { Times = settings.Times },
        { StallLayer: { } layer } => new StalledBlob(layer, settings.For / scale) { Times = settings.Times },
        _ => null,
    };

    private async Task<string> Place(ForeignContainer container)
    {
        var labels = new Dictionary<string, string>(container.Labels, StringComparer.Ordinal);
        if (!site.IsPrivate)
            labels[CreateMark.Label] = site.Folder.RunId;
        var spec = new ContainerSpec
        {
            Image = Reference(container.Image),
            Cmd = container.Command.Count == 0 ? null : container.Command,
            Labels = labels,
            HostConfig = new HostConfig { NetworkMode = "host" },
        };
        var engine = site.Truth.Engine;
        var created = await engine.Call(new CreateContainer(container.Name, spec), Limit, TimeProvider.System);
        if (container.State == "created")
            return created.Id;
        await engine.Call(new StartContainer(created.Id), Limit, TimeProvider.System);
        if (container.State == "exited")
            await engine.Call(new StopContainer(created.Id, 0), Limit, TimeProvider.System);
        return created.Id;
    }
}
