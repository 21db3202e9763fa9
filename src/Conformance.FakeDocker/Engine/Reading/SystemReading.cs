using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>ping, version, info and use of the disk: the daemon that was measured, 20.10.24.</summary>
internal sealed class SystemReading(EngineCore core, ImageOperations images, ContainerListing containers, VolumeOperations volumes)
{
    /// <summary>Version of the daemon.</summary>
    public const string Release = "20.10.24";

    private static readonly string[] BuildFilters = ["description", "id", "inuse", "parent", "private", "shared", "type", "until", "unused-for"];
    /// <summary>Processors of the host.</summary>
    public const int Processors = 4;

    private const string OldestApi = "1.12";

    /// <summary>200.</summary>
    public Task<PingReply> Ping() => Task.FromResult(new PingReply(core.Host.NewestApi.ToString()));

    /// <summary>200.</summary>
    public Task<VersionReply> Version()
    {
        var newest = core.Host.NewestApi.ToString();
        return Task.FromResult(new VersionReply(Release, newest, OldestApi) { Others = core.Host.AnswersInFull ? FullSystem.Version(newest).Fill() : null });
    }

    /// <summary>200.</summary>
    public Task<InfoReply> Info()
    {
        var all = core.Containers.All;
        var paused = all.Count(container => container.Record.IsPaused);
        var running = all.Count(container => container.Record.IsRunning) - paused;
        return Task.FromResult(new InfoReply
        {
            ID = InstallationId(core.Host.Networks.All[0].Id),
            Containers = all.Count,
            ContainersRunning = running,
            ContainersPaused = paused,
            ContainersStopped = all.Count - running - paused,
            Images = core.Host.Images.Images.Count,
            NEventsListener = core.Events.Listeners,
            SystemTime = DockerTime.Text(core.World.Now),
            CgroupVersion = core.Host.UsesCgroupV2 ? "2" : "1",
            Name = core.Host.HostName,
            Others = FullSystem.Info.Fill(),
        });
    }

    /// <summary>200.</summary>
    public Task<DiskUsage> Usage() => Task.FromResult(new DiskUsage
    {
        LayersSize = core.Host.Images.Images.Sum(image => image.Size),
        Images = images.WithUse(),
        Containers = containers.WithUse(),
        Volumes = volumes.WithUse(),
    });

    /// <summary>200: nothing is ever built.</summary>
    public Task<PrunedBuilds> PruneBuilds(PruneBuilds operation)
    {
        if (operation.Filters?.Values.Keys.FirstOrDefault(key => Array.IndexOf(BuildFilters, key) < 0) is { } unknown)
            throw EngineErrors.Bad($"failed to prune build cache: Invalid filter '{unknown}'");
        core.Events.Prune("builder", 0);
        return Task.FromResult(new PrunedBuilds(null, 0));
    }

    /// <summary>200: there are none. 400 for a filter that there is not.</summary>
    public static Task<IReadOnlyList<EmptyObject>> Plugins(ListPlugins operation) =>
        operation.Filters?.Values.Keys.FirstOrDefault(key => key is not ("enabled" or "capability")) is { } unknown
            ? throw EngineErrors.InvalidFilter(unknown)
            : Task.FromResult<IReadOnlyList<EmptyObject>>([]);

    /// <summary>Twelve groups of four, as an installation's id looks, from something that it keeps.</summary>
    private static string InstallationId(string kept)
    {
        var letters = kept.ToUpperInvariant().Select(digit => digit < 'A' ? (char)('G' + digit - '0') : digit).Take(48).ToArray();
        return string.Join(':', letters.Chunk(4).Select(group => new string(group)));
    }
}
