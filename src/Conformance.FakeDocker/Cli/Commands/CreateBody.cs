using System.Globalization;
using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>From the options of run and create to the body of the create request.</summary>
internal static class CreateBody
{
    private static readonly JsonElement True = JsonSerializer.SerializeToElement(true);

    /// <summary>The body. Throws <see cref="FormatException"/> with the program's words for a bad value.</summary>
    /// <param name="session">For variables that are taken over.</param>
    /// <param name="arguments">What was asked.</param>
    /// <param name="isAttached">Somebody will see its output.</param>
    public static ContainerSpec Of(CliSession session, CliArguments arguments, bool isAttached)
    {
        var words = arguments.Words;
        var entrypoint = arguments.Text("entrypoint");
        var (binds, volumes) = Volumes(arguments.All("volume"));
        var (ports, exposed) = Ports(arguments.All("publish"), arguments.All("expose"));
        var isInteractive = arguments.Has("interactive");
        return new ContainerSpec
        {
            Image = words[0],
            Cmd = words.Count > 1 ? words.GetRange(1, words.Count - 1) : null,
            Healthcheck = HealthOptions.Of(arguments),
            Entrypoint = entrypoint is null ? null : [entrypoint],
            Env = Variables(session, arguments.All("env")),
            Labels = Labels(arguments.All("label")),
            Volumes = volumes,
            ExposedPorts = exposed,
            WorkingDir = arguments.Text("workdir") ?? "",
            User = arguments.Text("user") ?? "",
            Hostname = arguments.Text("hostname") ?? "",
            Others = isAttached ? Attached(isInteractive) : null,
            Tty = arguments.Has("tty"),
            OpenStdin = isInteractive,
            StdinOnce = isInteractive,
            StopSignal = arguments.Text("stop-signal"),
            StopTimeout = (int?)arguments.Number("stop-timeout"),
            HostConfig = new HostConfig
            {
                Binds = binds,
                NetworkMode = arguments.Text("network") ?? "default",
                CpuShares = arguments.Number("cpu-shares") ?? 0,
                CpuQuota = arguments.Number("cpu-quota") ?? 0,
                CpuPeriod = arguments.Number("cpu-period") ?? 0,
                NanoCpus = arguments.Processors("cpus") ?? 0,
                Memory = arguments.Size("memory") ?? 0,
                MemorySwap = arguments.Size("memory-swap") ?? 0,
                MemoryReservation = arguments.Size("memory-reservation") ?? 0,
                Privileged = arguments.Has("privileged"),
                AutoRemove = arguments.Has("rm"),
                RestartPolicy = Restart(arguments),
                PortBindings = ports,
                Links = arguments.All("link"),
                LogConfig = new LogConfig(arguments.Text("log-driver") ?? ""),
            },
        };
    }

    private static Dictionary<string, JsonElement> Attached(bool isInteractive)
    {
        var streams = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["AttachStdout"] = True, ["AttachStderr"] = True };
        if (isInteractive)
            streams["AttachStdin"] = True;
        return streams;
    }

    private static List<string>? Variables(CliSession session, List<string>? given)
    {
        if (given is null)
            return null;
        var variables = new List<string>(given.Count);
        foreach (var variable in given)
        {
            // A bare name takes its value from the program's own environment, and stays bare when it has none.
            if (!variable.Contains('=') && session.Environment.TryGetValue(variable, out var value))
                variables.Add($"{variable}={value}");
            else
                variables.Add(variable);
        }

        return variables;
    }

    private static Dictionary<string, string>? Labels(List<string>? given)
    {
        if (given is null)
            return null;
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var label in given)
        {
            var equals = label.IndexOf('=', StringComparison.Ordinal);
            labels[equals < 0 ? label : label[..equals]] = equals < 0 ? "" : label[(equals + 1)..];
        }

        return labels;
    }

    private static (List<string>? Binds, Dictionary<string, EmptyObject>? Volumes) Volumes(List<string>? given)
    {
        List<string>? binds = null;
        Dictionary<string, EmptyObject>? volumes = null;
        foreach (var volume in given ?? [])
        {
            if (volume.Contains(':'))
                (binds ??= []).Add(volume);
            else
                (volumes ??= new(StringComparer.Ordinal))[volume] = new EmptyObject();
        }

        return (binds, volumes);
    }

    private static RestartPolicy Restart(CliArguments arguments)
    {
        var text = arguments.Text("restart");
        if (string.IsNullOrEmpty(text))
            return new RestartPolicy("no");
        if (arguments.Has("rm") && text != "no")
            throw new FormatException("conflicting options: cannot specify both --restart and --rm");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return new RestartPolicy(text);
        if (colon == 0)
            throw new FormatException("invalid restart policy format: no policy provided before colon");
        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
            ? new RestartPolicy(text[..colon], count)
            : throw new FormatException("invalid restart policy format: maximum retry count must be an integer");
    }

    private static (Dictionary<string, IReadOnlyList<PortBinding>>? Ports, Dictionary<string, EmptyObject>? Exposed) Ports(
        List<string>? published, List<string>? exposed)
    {
        if (published is null && exposed is null)
            return (null, null);
        var ports = new Dictionary<string, IReadOnlyList<PortBinding>>(StringComparer.Ordinal);
        var open = new Dictionary<string, EmptyObject>(StringComparer.Ordinal);
        foreach (var port in exposed ?? [])
            open[WithProtocol(port)] = new EmptyObject();
        foreach (var text in published ?? [])
        {
            var last = text.LastIndexOf(':');
            var inside = WithProtocol(text[(last + 1)..]);
            var outside = last < 0 ? "" : text[..last];
            var colon = outside.LastIndexOf(':');
            var binding = new PortBinding(colon < 0 ? "" : outside[..colon], outside[(colon + 1)..]);
            if (binding.HostPort.Length > 0 && !ushort.TryParse(binding.HostPort, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                throw new FormatException($"invalid hostPort: {binding.HostPort}");
            open[inside] = new EmptyObject();
            ports[inside] = ports.TryGetValue(inside, out var others) ? [.. others, binding] : [binding];
        }

        return (ports, open);
    }

    private static string WithProtocol(string port)
    {
        var slash = port.IndexOf('/', StringComparison.Ordinal);
        var number = slash < 0 ? port : port[..slash];
        if (!ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new FormatException($"invalid containerPort: {number}");
        return slash < 0 ? port + "/tcp" : port;
    }
}
