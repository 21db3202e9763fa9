namespace Conformance.Docker;

/// <summary>From the options of <c>docker run</c> to the body of create, as the docker program does it.</summary>
internal static class RunSpecBody
{
    public static ContainerSpec ToBody(this RunSpec spec)
    {
        var ports = PublishedPort.Group(spec.Ports);
        return new ContainerSpec
        {
            Image = spec.Image,
            Cmd = spec.Arguments.Count > 0 ? spec.Arguments : null,
            Entrypoint = spec.Entrypoint is null ? null : [spec.Entrypoint],
            Env = [.. spec.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
            Labels = Labels(spec.Labels),
            Volumes = Anonymous(spec.Volumes),
            ExposedPorts = ports?.ToDictionary(port => port.Key, _ => new EmptyObject()),
            Hostname = spec.Hostname ?? "",
            HostConfig = new HostConfig
            {
                Binds = [.. spec.Volumes.Where(IsBind)],
                NetworkMode = spec.Network,
                CpuShares = spec.CpuShares ?? 0,
                CpuQuota = spec.CpuQuota ?? 0,
                Memory = spec.MemoryBytes ?? 0,
                Privileged = spec.Privileged,
                PortBindings = ports,
            },
        }.With(spec.Parameters);
    }

    private static bool IsBind(string volume) => volume.Contains(':');

    private static Dictionary<string, EmptyObject>? Anonymous(IReadOnlyList<string> volumes)
    {
        Dictionary<string, EmptyObject>? paths = null;
        foreach (var volume in volumes)
        {
            if (!IsBind(volume))
                (paths ??= new(StringComparer.Ordinal))[volume] = new EmptyObject();
        }

        return paths;
    }

    private static Dictionary<string, string>? Labels(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        if (pairs.Count == 0)
            return null;
        var labels = new Dictionary<string, string>(pairs.Count, StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
            labels[key] = value;
        return labels;
    }
}
