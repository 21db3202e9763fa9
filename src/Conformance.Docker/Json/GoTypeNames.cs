namespace Conformance.Docker;

/// <summary>The names of the daemon's own types.</summary>
internal static class GoTypeNames
{
    /// <summary>Of a type here.</summary>
    public static readonly Dictionary<Type, string> OfTypes = new()
    {
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "int64",
        [typeof(ContainerSpec)] = "runconfig.ContainerConfigWrapper",
        [typeof(EmptyObject)] = "struct {}",
        [typeof(GoDuration)] = "time.Duration",
        [typeof(MountSpec)] = "mount.Mount",
        [typeof(BindOptions)] = "mount.BindOptions",
        [typeof(VolumeOptions)] = "mount.VolumeOptions",
        [typeof(VolumeDriver)] = "mount.Driver",
        [typeof(TmpfsOptions)] = "mount.TmpfsOptions",
        [typeof(HealthConfig)] = "container.HealthConfig",
        [typeof(HostConfig)] = "container.HostConfig",
        [typeof(RestartPolicy)] = "container.RestartPolicy",
        [typeof(LogConfig)] = "container.LogConfig",
        [typeof(PortBinding)] = "nat.PortBinding",
        [typeof(ResourceUpdate)] = "container.UpdateConfig",
        [typeof(ExecSpec)] = "types.ExecConfig",
        [typeof(ExecStart)] = "types.ExecStartCheck",
        [typeof(NetworkingConfig)] = "network.NetworkingConfig",
        [typeof(EndpointSettings)] = "network.EndpointSettings",
        [typeof(NetworkBody)] = "types.NetworkCreateRequest",
        [typeof(NetworkAddresses)] = "network.IPAM",
        [typeof(AddressRange)] = "network.IPAMConfig",
        [typeof(NetworkMembership)] = "types.NetworkConnect",
        [typeof(VolumeBody)] = "volume.VolumeCreateBody",
        [typeof(LoginBody)] = "types.AuthConfig",
    };

    /// <summary>Of a member that is a text or a number here and has a type of its own there.</summary>
    public static readonly Dictionary<(Type Owner, string Field), string> OfFields = new()
    {
        [(typeof(MountSpec), "Type")] = "mount.Type",
        [(typeof(MountSpec), "Consistency")] = "mount.Consistency",
        [(typeof(BindOptions), "Propagation")] = "mount.Propagation",
        [(typeof(TmpfsOptions), "Mode")] = "fs.FileMode",
    };
}
