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
        SpecRules.Check(spec, operation.SaysSomething);
        var image = FindImage(spec.Image);
        if (image is not null || spec.Image.Length == 0)
            SpecMerge.Merge(spec, image?.Config ?? new ImageConfig(), "");
        await CheckMounts(spec.HostConfig);
        var id = Hex.Random(core.World);
        var name = ContainerNames.Reserve(core, operation.RequestedName, id);
        ContainerRecord record;
        try
        {
            CheckLinks(spec.HostConfig);
            CheckVolumesFrom(spec.HostConfig);
            record = ContainerBuilder.Build(core.Host, id, name, spec, image, isForeign: false);
        }
        catch (DockerException)
        {
            // The daemon had one already, and removes it.
            core.Containers.Release(name);
            core.Events.DestroyUnmade(id, name, spec.Image, image?.Config.Labels, spec.Labels);
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

    private void CheckVolumesFrom(HostConfig? host)
    {
        foreach (var from in Items(host, "VolumesFrom"))
        {
            var name = from.GetString()!.Split(':')[0];
            if (core.Containers.TryFind(name) is null)
                throw EngineErrors.Bad($"No such container: {name}");
        }
    }

    /// <summary>Unlike the source of a bind in <c>Binds</c>, that of one in <c>Mounts</c> must be there.</summary>
    private async Task CheckMounts(HostConfig? host)
    {
        foreach (var mount in Items(host, "Mounts"))
        {
            if (Member(mount, "Type") == "bind" && Member(mount, "Source") is { Length: > 0 } source && await core.Host.DiskOf(source).Look(source) is null)
                throw EngineErrors.Bad($"invalid mount config for type \"bind\": bind source path does not exist: {source}");
        }
    }

    private static IEnumerable<JsonElement> Items(HostConfig? host, string member) =>
        host?.Others?.GetValueOrDefault(member) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private static string? Member(JsonElement value, string name) => value.TryGetProperty(name, out var member) ? member.GetString() : null;

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
    private void CreateVolumes(ContainerRecord record)
    {
        foreach (var mount in record.Mounts)
        {
            if (mount.Name is not { } volume)
                continue;
            core.Host.VolumeTable.TryAdd(volume, new FakeVolume(volume, core.World.Now));
            core.Events.Volume("create", volume);
        }
    }
}
