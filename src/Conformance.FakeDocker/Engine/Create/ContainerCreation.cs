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
        SpecRules.Check(spec);
        var image = FindImage(spec.Image);
        if (image is not null || spec.Image.Length == 0)
            SpecMerge.Merge(spec, image?.Config ?? new ImageConfig(), "");
        var id = Hex.Random(core.World);
        var name = ContainerNames.Reserve(core, operation.RequestedName, id);
        ContainerRecord record;
        try
        {
            CheckLinks(spec.HostConfig);
            record = ContainerBuilder.Build(core.Host, id, name, spec, image, isForeign: false);
        }
        catch (DockerException)
        {
            core.Containers.Release(name);
            throw;
        }

        await core.Work(MillisecondsMin, MillisecondsMax);
        CreateVolumes(record);
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

    private void CreateVolumes(ContainerRecord record)
    {
        foreach (var mount in record.Mounts)
        {
            if (mount.Name is { } volume && core.Host.VolumeTable.TryAdd(volume, new FakeVolume(volume, core.World.Now)))
                core.Events.Volume("create", volume);
        }
    }
}
