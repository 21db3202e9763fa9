using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>create: checks, takes the name at once, writes the container down some milliseconds later.</summary>
internal sealed class ContainerCreation(EngineCore core)
{
    private const int MillisecondsMin = 7;
    private const int MillisecondsMax = 20;

    /// <summary>201 or an error. The name of a create that dies with the daemon is free again.</summary>
    public async Task<CreateReply> Create(CreateContainer operation)
    {
        var spec = WithOwner(operation.Body);
        await SpecRules.Check(spec, operation.SaysSomething, core.Host.Machine.Disk);
        var image = FindImage(spec.Image);
        if (image is not null || spec.Image.Length == 0)
            SpecMerge.Merge(spec, image?.Config ?? new ImageConfig(), "");
        var id = Hex.Random(core.World);
        var name = ContainerNames.Reserve(core, operation.RequestedName, id);
        ContainerRecord record;
        List<PlannedMount> plan = [];
        try
        {
            CheckLinks(spec.HostConfig);
            CheckVolumesFrom(spec.HostConfig);
            record = ContainerBuilder.Build(core.Host, id, name, spec, image, isForeign: false, plan);
        }
        catch (DockerException)
        {
            // The daemon had one already, and removes it; its volumes stay.
            CreateVolumes(plan);
            core.Containers.Release(name);
            core.Events.DestroyUnmade(id, name, spec.Image, image?.Config.Labels, spec.Labels);
            throw;
        }

        await core.Work(MillisecondsMin, MillisecondsMax);
        CreateVolumes(plan);
        await CopyImage(record, plan);
        core.Host.Records.Add(record);
        core.Containers.Add(new FakeContainer(core.World, record));
        core.Write(new ContainerCreated(id, name, spec, record.CommandLine));
        core.Events.Container("create", record);
        return new CreateReply(id, []);
    }

    /// <summary>Whose network it shares is kept by its id where that is known.</summary>
    private ContainerSpec WithOwner(ContainerSpec spec)
    {
        const string shared = "container:";
        return spec.HostConfig is { } host && host.NetworkMode.StartsWith(shared, StringComparison.Ordinal) && core.Containers.TryFind(host.NetworkMode[shared.Length..]) is { } owner
            ? spec with { HostConfig = host with { NetworkMode = shared + owner.Id } }
            : spec;
    }

    private void CheckLinks(HostConfig? host)
    {
        foreach (var link in host?.Links ?? [])
        {
            var name = link.Split(':')[0];
            if (core.Containers.TryFind(name) is null)
                throw EngineErrors.Bad($"could not get container for {name}: No such container: {name}");
        }
    }

    private void CheckVolumesFrom(HostConfig? host)
    {
        foreach (var from in Items(host, "VolumesFrom"))
        {
            var name = from.GetString()!.Split(':')[0];
            if (core.Containers.TryFind(name) is null)
                throw EngineErrors.Bad($"No such container: {name}");
        }
    }

    private static IEnumerable<JsonElement> Items(HostConfig? host, string member) =>
        host?.Others?.GetValueOrDefault(member) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private FakeImage? FindImage(string asked)
    {
        if (asked.Length == 0)
            return null;
        if (core.Host.Images.Find(asked, out _) is { } image)
            return image;
        if (!DaemonReference.TryRead(asked, out var reference, out var error))
            throw EngineErrors.Bad(error);
        throw EngineErrors.NoSuchImage(reference.Digest is null ? WithTag(asked) : asked);
    }

    private static string WithTag(string asked) =>
        asked.LastIndexOf(':') > asked.LastIndexOf('/') ? asked : asked + ":latest";

    /// <summary>A volume that is there already is told of as if it were made.</summary>
    private void CreateVolumes(List<PlannedMount> plan)
    {
        foreach (var mount in plan)
        {
            if (mount.Point.Name is not { } volume)
                continue;
            core.Host.VolumeTable.TryAdd(volume, new FakeVolume(volume, core.World.Now, mount.Options?.Labels, mount.Options?.DriverConfig?.Options));
            core.Events.Volume("create", volume);
        }
    }

    /// <summary>An empty volume gets the files that the image has at its place.</summary>
    private async Task CopyImage(ContainerRecord record, List<PlannedMount> plan)
    {
        foreach (var mount in plan)
        {
            if (mount is { IsCopying: true, Point.Name: not null })
                await record.Files.CopyImage(mount.Point.Destination, core.Host.Machine.Disk, mount.Point.Source);
        }
    }
}
