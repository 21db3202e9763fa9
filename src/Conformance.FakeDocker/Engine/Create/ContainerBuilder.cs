using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>Makes the record of a container from what was asked and from its image.</summary>
internal static class ContainerBuilder
{
    /// <summary>The record; throws what the daemon says of a bad body.</summary>
    /// <param name="host">The installation.</param>
    /// <param name="id">Its id.</param>
    /// <param name="name">Its name.</param>
    /// <param name="asked">The body.</param>
    /// <param name="image">Its image.</param>
    /// <param name="isForeign">Whether it belongs to someone else.</param>
    /// <param name="plan">Gets its mounts; those before a bad one, too.</param>
    public static ContainerRecord Build(DockerHost host, string id, string name, ContainerSpec asked, FakeImage? image, bool isForeign, List<PlannedMount> plan)
    {
        var hostConfig = Complete(asked.HostConfig ?? new HostConfig());
        var hostname = hostConfig.NetworkMode == "host" ? host.HostName : id[..12];
        var merged = SpecMerge.Merge(asked, image?.Config ?? NoConfig, hostname);
        MountRules.Fill(plan, host, hostConfig, merged.Volumes);
        IReadOnlyList<MountPoint> mounts = [.. plan.Select(mount => mount.Point)];
        var files = new ContainerFiles(image?.Programs, image?.Files)
        {
            IsRootReadOnly = IsSaid(hostConfig, "ReadonlyRootfs"),
            UsualFolders = image is { HasAllFolders: true } ? ContainerPath.DaemonsFolders : ContainerPath.UsualFolders,
        };
        foreach (var folder in FullContainer.FoldersInMemory(hostConfig))
            files.MountMemory(ContainerPath.Resolve("/", folder), isReadOnly: false);
        var log = new ContainerLog(host.World);
        foreach (var mount in mounts)
        {
            if (mount.Type == "tmpfs")
                files.MountMemory(mount.Destination, !mount.RW);
            else
                files.Mount(mount.Destination, host.DiskOf(mount.Source), mount.Source, !mount.RW);
        }

        return new ContainerRecord
        {
            Id = id,
            Name = name,
            Created = host.World.Now,
            Config = host.AnswersInFull ? FullContainer.Complete(merged) : merged,
            HostConfig = host.AnswersInFull ? FullContainer.Complete(hostConfig, asked.HostConfig is not null) : hostConfig,
            ImageId = image?.Id ?? "",
            CommandLine = SpecMerge.CommandLine(merged),
            Mounts = mounts,
            Endpoints = Endpoints(host, hostConfig.NetworkMode, asked.NetworkingConfig?.EndpointsConfig),
            Log = log,
            Streams = new ProgramStreams(host.World, merged.Tty, log),
            Files = files,
            IsForeign = isForeign,
        };
    }

    /// <summary>That which is described, or else that of its mode.</summary>
    private static List<NetworkEndpoint> Endpoints(DockerHost host, string mode, IReadOnlyDictionary<string, EndpointSettings>? asked)
    {
        if (mode.StartsWith("container:", StringComparison.Ordinal))
            return [];
        var (name, settings) = asked is { Count: > 0 } ? asked.First() : new KeyValuePair<string, EndpointSettings>(mode, new EndpointSettings());
        return [new NetworkEndpoint(name == "default" ? "bridge" : host.Networks.Find(name)?.Name ?? name, settings)];
    }

    private static HostConfig Complete(HostConfig asked) => asked with
    {
        NetworkMode = asked.NetworkMode.Length > 0 ? asked.NetworkMode : "default",
        MemorySwap = asked is { Memory: > 0, MemorySwap: 0 } ? asked.Memory * 2 : asked.MemorySwap,
        LogConfig = asked.LogConfig is { Type.Length: > 0 } log ? log with { Config = log.Config ?? JsonFile.Config } : JsonFile,
        RestartPolicy = asked.RestartPolicy ?? NoPolicy,
    };

    private static bool IsSaid(HostConfig config, string member) =>
        config.Others?.FirstOrDefault(other => other.Key.Equals(member, StringComparison.OrdinalIgnoreCase)).Value.ValueKind == JsonValueKind.True;

    private static readonly ImageConfig NoConfig = new();
    private static readonly LogConfig JsonFile = new("json-file", new Dictionary<string, string>());
    private static readonly RestartPolicy NoPolicy = new();
}
