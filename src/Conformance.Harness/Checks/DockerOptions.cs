using System.Globalization;
using Conformance.Containerizer;
using Conformance.Docker;
using Conformance.Mesos.Messages;
using Network = Conformance.Mesos.Messages.ContainerInfo.Types.DockerInfo.Types.Network;

namespace Conformance.Harness.Checks;

/// <summary>Compares the Docker options of a task with what create received: network, published ports, host name, privileges.</summary>
internal static class DockerOptions
{
    /// <summary>The first difference, in words; null for none.</summary>
    /// <param name="asked">Of the task.</param>
    /// <param name="spec">What create received.</param>
    /// <param name="profile">What the subject knows of these options.</param>
    public static string? Difference(ContainerInfo asked, ContainerSpec spec, Profile profile)
    {
        var docker = asked.Docker;
        if (docker is null || spec.HostConfig is not { } host)
            return null;
        var network = NetworkOf(asked, profile);
        if (host.NetworkMode != network)
            return $"network is '{host.NetworkMode}', expected '{network}'";
        if (host.Privileged != (docker.Privileged && profile.HasLaterOptions))
            return $"privileged is {(host.Privileged ? "true" : "false")}, the task asked for the contrary";
        if (asked.HasHostname && profile.HasLaterOptions && spec.Hostname != asked.Hostname)
            return $"host name is '{spec.Hostname}', the task asked for '{asked.Hostname}'";
        foreach (var mapping in profile.HasNetworks ? docker.PortMappings : [])
        {
            var inside = string.Create(CultureInfo.InvariantCulture, $"{mapping.ContainerPort}/{(mapping.HasProtocol ? mapping.Protocol.ToLowerInvariant() : "tcp")}");
            var outside = mapping.HostPort.ToString(CultureInfo.InvariantCulture);
            if (host.PortBindings?.GetValueOrDefault(inside)?.Any(binding => binding.HostPort == outside) != true)
                return $"port {inside} is not published at {outside}";
        }

        return (host.PortBindings ?? new Dictionary<string, IReadOnlyList<PortBinding>>()).Sum(port => port.Value.Count) is var published && published > docker.PortMappings.Count
            ? $"{published} ports are published, the task asked for {docker.PortMappings.Count}"
            : null;
    }

    private static string NetworkOf(ContainerInfo asked, Profile profile) => !profile.HasNetworks ? "host" : asked.Docker.Network switch
    {
        Network.Bridge => "bridge",
        Network.None => "none",
        Network.User => asked.NetworkInfos.Count > 0 ? asked.NetworkInfos[0].Name : "",
        _ => "host",
    };
}
