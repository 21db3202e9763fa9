using System.Globalization;

namespace Conformance.Harness.Scenarios;

/// <summary>What must fit in the Docker options of a launch.</summary>
internal sealed class LaunchRules(Scenario scenario, Places places, Problems problems)
{
    private static readonly string[] Modes = ["host", "bridge", "none"];

    /// <summary>Two numbers with a sign between them; null if it is something else.</summary>
    public static (uint First, uint Second)? Pair(string text, char sign)
    {
        var at = text.IndexOf(sign);
        return at > 0 && uint.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && uint.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var second) && first <= ushort.MaxValue && second <= ushort.MaxValue
            ? (first, second)
            : null;
    }

    /// <summary>Notes what does not fit.</summary>
    public void Check(LaunchStep launch)
    {
        if (launch.Network is { } network && Array.IndexOf(Modes, network) < 0 && !scenario.Networks.Contains(network, StringComparer.Ordinal) && !network.Contains('/'))
        {
            problems.Add(places.Of(launch, "network"), $"unknown network '{network}'", "host, bridge, none, a network of this scenario, or with / one that is not there",
                network, Modes.Concat(scenario.Networks));
        }

        for (var index = 0; index < launch.Ports.Count; index++)
        {
            if (Pair(launch.Ports[index].Split('/')[0], ':') is null)
                problems.Add(places.Item(launch.Ports, index), $"'{launch.Ports[index]}' as a published port", "HOST:CONTAINER or HOST:CONTAINER/PROTOCOL, such as \"31000:80\"");
        }

        for (var index = 0; index < launch.PortResources.Count; index++)
        {
            if (Pair(launch.PortResources[index], '-') is not { } range || range.First > range.Second)
                problems.Add(places.Item(launch.PortResources, index), $"'{launch.PortResources[index]}' as a range of ports", "FIRST-LAST, such as 31000-31009");
        }

        foreach (var volume in launch.Volumes)
        {
            if (volume.Host is { } host && !host.StartsWith('/') && scenario.Files.FirstOrDefault(file => file.Name == host) is not { Http: null })
                problems.Add(places.Of(volume, "host"), $"unknown file '{host}'", "a file of this scenario that lies on the host, or an absolute path", host, scenario.Files.Select(file => file.Name));
        }
    }
}
