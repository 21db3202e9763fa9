namespace Conformance.FakeDocker;

/// <summary>The options of the commands, as docker 28 has them.</summary>
internal static class CliFlags
{
    /// <summary>Of run and create; run adds its own.</summary>
    private static readonly CliFlag[] Container =
    [
        new("env", CliFlagKind.Variable, 'e'),
        new("volume", CliFlagKind.Text, 'v'),
        new("label", CliFlagKind.Text, 'l'),
        new("network", CliFlagKind.Text, Alias: "net"),
        new("name", CliFlagKind.Text),
        new("cpu-shares", CliFlagKind.Number, 'c'),
        new("memory", CliFlagKind.Size, 'm'),
        new("publish", CliFlagKind.Text, 'p'),
        new("privileged", CliFlagKind.Switch),
        new("hostname", CliFlagKind.Text, 'h'),
        new("entrypoint", CliFlagKind.Text),
        new("rm", CliFlagKind.Switch),
        new("restart", CliFlagKind.Text),
        new("stop-timeout", CliFlagKind.Number),
        new("stop-signal", CliFlagKind.Text),
        new("workdir", CliFlagKind.Text, 'w'),
        new("user", CliFlagKind.Text, 'u'),
        new("tty", CliFlagKind.Switch, 't'),
        new("interactive", CliFlagKind.Switch, 'i'),
        new("memory-swap", CliFlagKind.Size),
        new("memory-reservation", CliFlagKind.Size),
        new("cpu-quota", CliFlagKind.Number),
        new("cpu-period", CliFlagKind.Number),
        new("cpus", CliFlagKind.Processors),
        new("expose", CliFlagKind.Text),
        new("log-driver", CliFlagKind.Text),
        new("link", CliFlagKind.Text),
        new("health-cmd", CliFlagKind.Text),
        new("health-interval", CliFlagKind.Span),
        new("health-timeout", CliFlagKind.Span),
        new("health-start-period", CliFlagKind.Span),
        new("health-retries", CliFlagKind.Number),
        new("no-healthcheck", CliFlagKind.Switch),
        new("pull", CliFlagKind.Text),
        new("quiet", CliFlagKind.Switch, 'q'),
        .. Inert(CliFlagKind.Switch, "init", "read-only", "oom-kill-disable", "disable-content-trust", "use-api-socket"),
        new("publish-all", CliFlagKind.Switch, 'P', IsInert: true),
        new("attach", CliFlagKind.Text, 'a', IsInert: true),
        .. Inert(
            CliFlagKind.Text, "add-host", "annotation", "blkio-weight", "blkio-weight-device", "cap-add", "cap-drop", "cgroup-parent", "cgroupns", "cidfile",
            "cpu-rt-period", "cpu-rt-runtime", "cpuset-cpus", "cpuset-mems", "device", "device-cgroup-rule", "device-read-bps",
            "device-read-iops", "device-write-bps", "device-write-iops", "dns", "dns-option", "dns-search", "domainname", "env-file", "gpus", "group-add",
            "health-start-interval", "ip", "ip6", "ipc",
            "isolation", "kernel-memory", "label-file", "link-local-ip", "log-opt", "mac-address", "memory-swappiness", "mount", "network-alias",
            "oom-score-adj", "pid", "pids-limit", "platform", "runtime", "security-opt", "shm-size", "storage-opt", "sysctl", "tmpfs", "ulimit",
            "userns", "uts", "volume-driver", "volumes-from"),
    ];

    public static CliFlag[] Create { get; } = Container;

    public static CliFlag[] Run { get; } =
    [
        new("detach", CliFlagKind.Switch, 'd'),
        .. Container,
        new("sig-proxy", CliFlagKind.Switch, IsInert: true),
        new("detach-keys", CliFlagKind.Text, IsInert: true),
    ];

    public static CliFlag[] None { get; } = [];

    public static CliFlag[] Global { get; } =
    [
        new("host", CliFlagKind.Text, 'H'),
        new("version", CliFlagKind.Switch, 'v'),
        new("config", CliFlagKind.Text, IsInert: true),
        new("context", CliFlagKind.Text, 'c', IsInert: true),
        new("debug", CliFlagKind.Switch, 'D', IsInert: true),
        new("log-level", CliFlagKind.Text, 'l', IsInert: true),
        new("tls", CliFlagKind.Switch, IsInert: true),
        new("tlsverify", CliFlagKind.Switch, IsInert: true),
    ];

    public static CliFlag[] Inspect { get; } =
        [new("type", CliFlagKind.Text), new("format", CliFlagKind.Text, 'f'), new("size", CliFlagKind.Switch, 's', IsInert: true)];

    public static CliFlag[] List { get; } =
    [
        new("all", CliFlagKind.Switch, 'a'),
        new("no-trunc", CliFlagKind.Switch),
        new("format", CliFlagKind.Text),
        new("quiet", CliFlagKind.Switch, 'q'),
        new("filter", CliFlagKind.Filter, 'f'),
        new("last", CliFlagKind.Number, 'n'),
        new("latest", CliFlagKind.Switch, 'l'),
        new("size", CliFlagKind.Switch, 's', IsInert: true),
    ];

    public static CliFlag[] Remove { get; } =
        [new("force", CliFlagKind.Switch, 'f'), new("volumes", CliFlagKind.Switch, 'v'), new("link", CliFlagKind.Switch, 'l', IsInert: true)];

    public static CliFlag[] Kill { get; } = [new("signal", CliFlagKind.Text, 's')];

    public static CliFlag[] Stop { get; } = [new("timeout", CliFlagKind.Number, 't', Alias: "time"), new("signal", CliFlagKind.Text, 's', IsInert: true)];

    public static CliFlag[] Logs { get; } =
    [
        new("follow", CliFlagKind.Switch, 'f'),
        new("tail", CliFlagKind.Text, 'n'),
        new("timestamps", CliFlagKind.Switch, 't'),
        new("since", CliFlagKind.Text),
        new("until", CliFlagKind.Text),
        new("details", CliFlagKind.Switch, IsInert: true),
    ];

    public static CliFlag[] Force { get; } = [new("force", CliFlagKind.Switch, 'f')];

    public static CliFlag[] CreateVolume { get; } =
    [
        new("driver", CliFlagKind.Text, 'd'),
        new("label", CliFlagKind.Text),
        new("name", CliFlagKind.Text, IsInert: true),
        new("opt", CliFlagKind.Text, 'o', IsInert: true),
    ];

    public static CliFlag[] CreateNetwork { get; } =
    [
        new("driver", CliFlagKind.Text, 'd'),
        new("label", CliFlagKind.Text),
        new("internal", CliFlagKind.Switch),
        new("attachable", CliFlagKind.Switch),
        .. Inert(CliFlagKind.Text, "aux-address", "config-from", "gateway", "ip-range", "ipam-driver", "ipam-opt", "scope", "subnet"),
        new("opt", CliFlagKind.Text, 'o', IsInert: true),
    ];

    public static CliFlag[] Format { get; } = [new("format", CliFlagKind.Text, 'f')];

    public static CliFlag[] Pull { get; } =
    [
        new("quiet", CliFlagKind.Switch, 'q'),
        new("all-tags", CliFlagKind.Switch, 'a'),
        new("platform", CliFlagKind.Text, IsInert: true),
        new("disable-content-trust", CliFlagKind.Switch, IsInert: true),
    ];

    public static CliFlag[] Images { get; } =
    [
        new("all", CliFlagKind.Switch, 'a'),
        new("quiet", CliFlagKind.Switch, 'q'),
        new("no-trunc", CliFlagKind.Switch),
        new("filter", CliFlagKind.Filter, 'f'),
        new("digests", CliFlagKind.Switch, IsInert: true),
    ];

    public static CliFlag[] RemoveImage { get; } = [new("force", CliFlagKind.Switch, 'f'), new("no-prune", CliFlagKind.Switch, IsInert: true)];

    public static CliFlag[] Update { get; } =
    [
        new("cpu-shares", CliFlagKind.Number, 'c'),
        new("memory", CliFlagKind.Size, 'm'),
        new("memory-swap", CliFlagKind.Size),
        new("memory-reservation", CliFlagKind.Size),
        new("cpu-quota", CliFlagKind.Number),
        new("cpu-period", CliFlagKind.Number),
        new("cpus", CliFlagKind.Processors),
    ];

    private static CliFlag[] Inert(CliFlagKind kind, params string[] names) => [.. names.Select(name => new CliFlag(name, kind, IsInert: true))];
}
