using System.Globalization;
using Conformance.Mesos.Messages;
using Network = Conformance.Mesos.Messages.ContainerInfo.Types.DockerInfo.Types.Network;

namespace Conformance.Containerizer;

/// <summary>
/// Network modes and port mappings (from Mesos 0.20.1; 0.20.0 has the host's network only, users' networks come with 1.0.0).
/// </summary>
internal static class DockerNetworks
{
    public static string Of(ContainerInfo container, Profile profile)
    {
        if (!profile.HasNetworks)
            return "host";
        return container.Docker.Network switch
        {
            Network.Host => "host",
            Network.Bridge => "bridge",
            Network.None => "none",
            Network.User when profile.HasLaterOptions => container.NetworkInfos.Count > 0 && container.NetworkInfos[0].Name.Length > 0
                ? container.NetworkInfos[0].Name
                : throw new StageFailure("No network info found in container info"),
            var other => throw new StageFailure(
                string.Create(CultureInfo.InvariantCulture, $"Unsupported Network mode: {(int)other}")),
        };
    }

    public static IReadOnlyList<string> Ports(ContainerInfo.Types.DockerInfo docker, IReadOnlyList<Resource> resources, Profile profile)
    {
        if (!profile.HasNetworks || docker.PortMappings.Count == 0)
            return [];
        if (docker.Network is not (Network.Bridge or Network.User))
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
