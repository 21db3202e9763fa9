namespace Conformance.FakeDocker;

/// <summary>Ports of the host that a container publishes, as <c>PROTOCOL ADDRESS:PORT</c>.</summary>
internal static class HostPorts
{
    private const string AllAddresses = "0.0.0.0";

    /// <summary>Those that were chosen; the daemon finds free ones for the others.</summary>
    public static IEnumerable<string> Of(ContainerRecord record)
    {
        var mode = record.HostConfig.NetworkMode;
        if (record.HostConfig.PortBindings is not { } bindings || mode is "host" or "none" || mode.StartsWith("container:", StringComparison.Ordinal))
            yield break;
        foreach (var (inside, outside) in bindings)
        {
            var slash = inside.IndexOf('/', StringComparison.Ordinal);
            var protocol = slash < 0 ? "tcp" : inside[(slash + 1)..];
            foreach (var binding in outside)
            {
                if (binding.HostPort.Length > 0)
                    yield return $"{protocol} {(binding.HostIp.Length == 0 ? AllAddresses : binding.HostIp)}:{binding.HostPort}";
            }
        }
    }

    /// <summary>Address and port of one of these.</summary>
    public static string AddressOf(string port) => port[(port.IndexOf(' ', StringComparison.Ordinal) + 1)..];
}
