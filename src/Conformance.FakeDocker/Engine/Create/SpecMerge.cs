using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// What a container is made of when its image has a say too. ENTRYPOINT and CMD: a given entrypoint drops the image's CMD; a given
/// <c>[""]</c> drops the image's ENTRYPOINT as well; an empty list drops the ENTRYPOINT and keeps the CMD.
/// </summary>
internal static class SpecMerge
{
    /// <summary>The merged spec, without HostConfig. Throws the daemon's 400 when there is no command.</summary>
    public static ContainerSpec Merge(ContainerSpec asked, ImageConfig image, string defaultHostname)
    {
        var (entrypoint, cmd) = Command(asked, image);
        return asked with
        {
            Entrypoint = entrypoint,
            Cmd = cmd,
            Healthcheck = HealthRules.Merge(asked.Healthcheck, image.Healthcheck),
            Env = Environment(asked.Env, image.Env),
            Labels = Labels(asked.Labels, image.Labels),
            Volumes = Union(asked.Volumes, image.Volumes),
            ExposedPorts = Union(asked.ExposedPorts, image.ExposedPorts),
            WorkingDir = asked.WorkingDir.Length > 0 ? asked.WorkingDir : image.WorkingDir,
            User = asked.User.Length > 0 ? asked.User : image.User,
            StopSignal = asked.StopSignal ?? image.StopSignal,
            Hostname = asked.Hostname.Length > 0 ? asked.Hostname : defaultHostname,
            HostConfig = null,
            NetworkingConfig = null,
        };
    }

    /// <summary>Program and arguments of a merged spec.</summary>
    public static IReadOnlyList<string> CommandLine(ContainerSpec merged)
    {
        var entrypoint = merged.Entrypoint ?? [];
        var cmd = merged.Cmd ?? [];
        return entrypoint.Count == 0 ? cmd : cmd.Count == 0 ? entrypoint : [.. entrypoint, .. cmd];
    }

    private static (IReadOnlyList<string>? Entrypoint, IReadOnlyList<string>? Cmd) Command(ContainerSpec asked, ImageConfig image)
    {
        var entrypoint = asked.Entrypoint;
        var cmd = asked.Cmd;
        if (entrypoint is null or { Count: 0 })
        {
            if (cmd is null or { Count: 0 })
                cmd = image.Cmd;
            entrypoint ??= image.Entrypoint;
        }

        if (entrypoint is [""])
            entrypoint = null;
        if (entrypoint is null or { Count: 0 } && cmd is null or { Count: 0 })
            throw EngineErrors.Bad("No command specified");
        return (entrypoint, cmd);
    }

    /// <summary>The run's variables in their order, then the image's that are not overridden.</summary>
    private static IReadOnlyList<string>? Environment(IReadOnlyList<string>? asked, IReadOnlyList<string>? image)
    {
        if (image is null or { Count: 0 })
            return asked;
        if (asked is null or { Count: 0 })
            return image;
        var merged = new List<string>(asked);
        foreach (var variable in image)
        {
            var name = NameOf(variable);
            var isOverridden = false;
            foreach (var given in asked)
                isOverridden |= NameOf(given).SequenceEqual(name);
            if (!isOverridden)
                merged.Add(variable);
        }

        return merged;
    }

    private static ReadOnlySpan<char> NameOf(string variable)
    {
        var equals = variable.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? variable : variable.AsSpan(0, equals);
    }

    private static IReadOnlyDictionary<string, string> Labels(
        IReadOnlyDictionary<string, string>? asked, IReadOnlyDictionary<string, string>? image)
    {
        if (image is null or { Count: 0 })
            return asked ?? NoLabels;
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in image)
            merged[key] = value;
        foreach (var (key, value) in asked ?? NoLabels)
            merged[key] = value;
        return merged;
    }

    private static IReadOnlyDictionary<string, EmptyObject>? Union(
        IReadOnlyDictionary<string, EmptyObject>? asked, IReadOnlyDictionary<string, EmptyObject>? image)
    {
        if (image is null or { Count: 0 })
            return asked is { Count: > 0 } ? asked : null;
        var merged = new SortedDictionary<string, EmptyObject>(StringComparer.Ordinal);
        foreach (var (key, value) in image)
            merged[key] = value;
        if (asked is not null)
        {
            foreach (var (key, value) in asked)
                merged[key] = value;
        }

        return merged;
    }

    private static readonly Dictionary<string, string> NoLabels = [];
}
