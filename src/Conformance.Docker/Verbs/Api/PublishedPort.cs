namespace Conformance.Docker;

/// <summary>Values of <c>-p</c>: <c>[[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]</c>.</summary>
internal static class PublishedPort
{
    /// <summary>By port of the container, with protocol; null for none.</summary>
    public static Dictionary<string, IReadOnlyList<PortBinding>>? Group(IReadOnlyList<string> options)
    {
        if (options.Count == 0)
            return null;
        var ports = new Dictionary<string, IReadOnlyList<PortBinding>>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            var (inside, binding) = Parse(option);
            ports[inside] = ports.TryGetValue(inside, out var others) ? [.. others, binding] : [binding];
        }

        return ports;
    }

    private static (string Inside, PortBinding Binding) Parse(string option)
    {
        var last = option.LastIndexOf(':');
        var inside = option[(last + 1)..];
        var outside = last < 0 ? "" : option[..last];
        var colon = outside.LastIndexOf(':');
        var address = colon < 0 ? "" : outside[..colon];
        return (inside.Contains('/') ? inside : inside + "/tcp", new PortBinding(address, outside[(colon + 1)..]));
    }
}
