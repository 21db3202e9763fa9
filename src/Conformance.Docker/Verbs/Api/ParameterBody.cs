using System.Globalization;

namespace Conformance.Docker;

/// <summary>
/// Free options of <c>docker run</c> in the body of create, for the options whose meaning there is plain. The others are refused: an
/// option that silently has no effect would be worse.
/// </summary>
internal static class ParameterBody
{
    private const int BadRequest = 400;

    /// <summary>The body with these options; the host configuration must be there. Throws <see cref="DockerException"/>, definite.</summary>
    public static ContainerSpec With(this ContainerSpec spec, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        foreach (var (key, value) in parameters)
            spec = Add(spec, spec.HostConfig!, key, value);
        return spec;
    }

    private static ContainerSpec Add(ContainerSpec spec, HostConfig host, string key, string value) => key switch
    {
        "env" or "e" => spec with { Env = [.. spec.Env ?? [], value] },
        "label" or "l" => spec with { Labels = Label(spec.Labels, value) },
        "user" or "u" => spec with { User = value },
        "workdir" or "w" => spec with { WorkingDir = value },
        "stop-signal" => spec with { StopSignal = value },
        "stop-timeout" => spec with { StopTimeout = (int)Number(key, value) },
        "link" => spec with { HostConfig = host with { Links = [.. host.Links ?? [], value] } },
        "volume" or "v" when value.Contains(':') => spec with { HostConfig = host with { Binds = [.. host.Binds ?? [], value] } },
        "cpu-period" => spec with { HostConfig = host with { CpuPeriod = Number(key, value) } },
        "cpu-quota" => spec with { HostConfig = host with { CpuQuota = Number(key, value) } },
        _ => throw DockerException.Answered(BadRequest, $"the option --{key} is one of the docker program; it cannot be given over the Engine API"),
    };

    private static Dictionary<string, string> Label(IReadOnlyDictionary<string, string>? labels, string value)
    {
        var equals = value.IndexOf('=');
        var all = new Dictionary<string, string>(labels ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [equals < 0 ? value : value[..equals]] = equals < 0 ? "" : value[(equals + 1)..],
        };
        return all;
    }

    private static long Number(string key, string value) => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw DockerException.Answered(BadRequest, $"invalid argument \"{value}\" for \"--{key}\" flag: it must be a whole number");
}
