using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>The mounts of <c>HostConfig.Mounts</c>: what the daemon refuses of one, and what it makes of it.</summary>
internal static class MountSpecs
{
    private static readonly string[] Propagations = ["private", "rprivate", "shared", "rshared", "slave", "rslave"];

    /// <summary>Throws the daemon's 400 for the first that cannot be. Unlike in <c>Binds</c>, the source of a bind must be there.</summary>
    public static async Task Check(IReadOnlyList<MountSpec>? mounts, IDisk disk)
    {
        foreach (var mount in mounts ?? [])
        {
            if (Fault(mount) is { } fault)
                throw Invalid(mount, fault);
            if (mount.Type == "bind" && await disk.Look(mount.Source!) is null)
                throw Invalid(mount, "bind source path does not exist: " + mount.Source);
        }
    }

    /// <summary>What is made of one that was checked.</summary>
    /// <param name="mount">What was asked.</param>
    /// <param name="newName">Names a volume without a name.</param>
    public static PlannedMount Plan(MountSpec mount, Func<string> newName)
    {
        var target = ContainerPath.Resolve("/", mount.Target!);
        return mount.Type switch
        {
            "bind" => new PlannedMount(new MountPoint(
                "bind", ContainerPath.Resolve("/", mount.Source!), target, "", !mount.ReadOnly, Propagation: mount.BindOptions?.Propagation is { Length: > 0 } mode ? mode : "rprivate")),
            "volume" => new PlannedMount(
                MountRules.Volume(mount.Source ?? newName(), target, "z", !mount.ReadOnly), mount.VolumeOptions, mount.VolumeOptions?.NoCopy != true),
            _ => new PlannedMount(new MountPoint("tmpfs", "", target, "", !mount.ReadOnly, Propagation: "")),
        };
    }

    private static string? Fault(MountSpec mount)
    {
        if (string.IsNullOrEmpty(mount.Target))
            return "field Target must not be empty";
        if (ContainerPath.Resolve("/", mount.Target) == "/" && mount.Target[0] == '/')
            return "invalid specification: destination can't be '/'";
        return Relative(mount.Target) ?? mount.Type switch
        {
            "bind" => FaultOfBind(mount),
            "volume" when mount.BindOptions is not null => "field BindOptions must not be specified",
            "volume" when mount.Source is null && mount.ReadOnly => "must not set ReadOnly mode when using anonymous volumes",
            "volume" => null,
            "tmpfs" when mount.BindOptions is not null => "field BindOptions must not be specified",
            "tmpfs" => mount.Source is null ? null : "field Source must not be specified",
            _ => "mount type unknown",
        };
    }

    private static string? FaultOfBind(MountSpec mount)
    {
        if (mount.Source is null)
            return "field Source must not be empty";
        if (mount.BindOptions?.Propagation is { Length: > 0 } mode && Array.IndexOf(Propagations, mode) < 0)
            return "invalid propagation mode: " + mode;
        return mount.VolumeOptions is not null ? "field VolumeOptions must not be specified" : Relative(mount.Source);
    }

    private static string? Relative(string path) => path[0] == '/' ? null : $"invalid mount path: '{path}' mount path must be absolute";

    private static DockerException Invalid(MountSpec mount, string fault) => EngineErrors.Bad($"invalid mount config for type \"{mount.Type}\": {fault}");
}
