using System.Globalization;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>Network modes and port mappings (from Mesos 0.20.1; 0.20.0 has the host's network only).</summary>
internal static class DockerNetworks
{
    public static string Of(ContainerInfo.Types.DockerInfo docker, Profile profile)
    {
        if (!profile.HasNetworks)
            return "host";
        return docker.Network switch
        {
            ContainerInfo.Types.DockerInfo.Types.Network.Host => "host",
            ContainerInfo.Types.DockerInfo.Types.Network.Bridge => "bridge",
            ContainerInfo.Types.DockerInfo.Types.Network.None => "none",
            var other => throw new StageFailure(
                string.Create(CultureInfo.InvariantCulture, $"Unsupported Network mode: {(int)other}")),
        };
    }

    public static IReadOnlyList<string> Ports(
        ContainerInfo.Types.DockerInfo docker, IReadOnlyList<Resource> resources, string network, Profile profile)
    {
        if (!profile.HasNetworks || docker.PortMappings.Count == 0)
            return [];
        if (network != "bridge")
            throw new StageFailure("Port mappings are only supported for bridge network");
        if (resources.Count == 0)
            throw new StageFailure("Port mappings require resources");
        var ranges = resources.Where(resource => resource.Name == "ports" && resource.Ranges is not null)
            .SelectMany(resource => resource.Ranges.Range).ToList();
        if (ranges.Count == 0)
            throw new StageFailure("Port mappings require port resources");
        var ports = new List<string>(docker.PortMappings.Count);
        foreach (var mapping in docker.PortMappings)
        {
            if (!ranges.Exists(range => range.Begin <= mapping.HostPort && mapping.HostPort <= range.End))
                throw new StageFailure(string.Create(CultureInfo.InvariantCulture, $"Port [{mapping.HostPort}] not included in resources"));
            var protocol = mapping.HasProtocol ? "/" + mapping.Protocol.ToLowerInvariant() : "";
            ports.Add(string.Create(CultureInfo.InvariantCulture, $"{mapping.HostPort}:{mapping.ContainerPort}{protocol}"));
        }

        return ports;
    }
}
