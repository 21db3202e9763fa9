using Conformance.Harness.Scenarios;
using Conformance.Mesos.Messages;
using Network = Conformance.Mesos.Messages.ContainerInfo.Types.DockerInfo.Types.Network;

namespace Conformance.Harness.Runs;

/// <summary>Builds the container part of a task from what a scenario asks.</summary>
internal static class ContainerMessages
{
    /// <summary>The message; members that the scenario does not name are absent.</summary>
    /// <param name="step">What the scenario asks.</param>
    /// <param name="image">Reference of its image.</param>
    /// <param name="uri">URI of a file by its name in the scenario.</param>
    public static ContainerInfo Container(LaunchStep step, string image, Func<string, string> uri)
    {
        var docker = new ContainerInfo.Types.DockerInfo { Image = image };
        var container = new ContainerInfo { Type = ContainerInfo.Types.Type.Docker, Docker = docker };
        if (step.Network is { } network)
        {
            docker.Network = network switch { "host" => Network.Host, "bridge" => Network.Bridge, "none" => Network.None, _ => Network.User };
            if (docker.Network == Network.User)
                container.NetworkInfos.Add(new NetworkInfo { Name = network });
        }

        foreach (var port in step.Ports)
            docker.PortMappings.Add(Port(port));
        foreach (var (key, value) in step.Parameters)
            docker.Parameters.Add(new Parameter { Key = key, Value = value });
        if (step.Privileged)
            docker.Privileged = true;
        if (step.ForcePull)
            docker.ForcePullImage = true;
        if (step.Hostname is { } hostname)
            container.Hostname = hostname;
        foreach (var volume in step.Volumes)
            container.Volumes.Add(Volume(volume, uri));
        return container;
    }

    /// <summary>The resource ports; null for none.</summary>
    public static Resource? Ports(LaunchStep step)
    {
        if (step.PortResources.Count == 0)
            return null;
        var ranges = new Value.Types.Ranges();
        foreach (var text in step.PortResources)
        {
            var (begin, end) = LaunchRules.Pair(text, '-')!.Value;
            ranges.Range.Add(new Value.Types.Range { Begin = begin, End = end });
        }

        return new Resource { Name = "ports", Type = Value.Types.Type.Ranges, Ranges = ranges, Role = "*" };
    }

    private static ContainerInfo.Types.DockerInfo.Types.PortMapping Port(string text)
    {
        var words = text.Split('/');
        var (host, inside) = LaunchRules.Pair(words[0], ':')!.Value;
        var mapping = new ContainerInfo.Types.DockerInfo.Types.PortMapping { HostPort = host, ContainerPort = inside };
        if (words.Length > 1)
            mapping.Protocol = words[1];
        return mapping;
    }

    private static Volume Volume(HostVolume volume, Func<string, string> uri)
    {
        const string FileScheme = "file://";
        var message = new Volume { ContainerPath = volume.Path, Mode = volume.Mode == "ro" ? Mesos.Messages.Volume.Types.Mode.Ro : Mesos.Messages.Volume.Types.Mode.Rw };
        if (volume.Host is { } host)
            message.HostPath = uri(host) is var known && known.StartsWith(FileScheme, StringComparison.Ordinal) ? known[FileScheme.Length..] : host;
        return message;
    }
}
