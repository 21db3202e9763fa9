using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>What a container's answers have beside what is acted on.</summary>
internal static class FullContainer
{
    private static readonly MemberTemplate Config = new("""
        {"Domainname":"","AttachStdin":false,"AttachStdout":false,"AttachStderr":false,"OnBuild":null}
        """);

    // Only where they were given.
    private static readonly string[] OptionalOfConfig = ["ArgsEscaped", "NetworkDisabled", "MacAddress", "Shell"];

    private static readonly MemberTemplate Host = new("""
        {"ContainerIDFile":"","VolumeDriver":"","VolumesFrom":null,"CapAdd":null,"CapDrop":null,"CgroupnsMode":"host","Dns":null,
        "DnsOptions":null,"DnsSearch":null,"ExtraHosts":null,"GroupAdd":null,"IpcMode":"private","Cgroup":"","Links":null,"OomScoreAdj":0,
        "PidMode":"","PublishAllPorts":false,"ReadonlyRootfs":false,"SecurityOpt":null,"UTSMode":"","UsernsMode":"","ShmSize":67108864,
        "ConsoleSize":[0,0],"Isolation":"","NanoCpus":0,"CgroupParent":"","BlkioWeight":0,"BlkioWeightDevice":null,
        "BlkioDeviceReadBps":null,"BlkioDeviceWriteBps":null,"BlkioDeviceReadIOps":null,"BlkioDeviceWriteIOps":null,
        "CpuRealtimePeriod":0,"CpuRealtimeRuntime":0,"CpusetCpus":"","CpusetMems":"","Devices":null,"DeviceCgroupRules":null,
        "DeviceRequests":null,"KernelMemory":0,"KernelMemoryTCP":0,"MemorySwappiness":null,"OomKillDisable":false,"PidsLimit":null,
        "Ulimits":null,"CpuCount":0,"CpuPercent":0,"IOMaximumIOps":0,"IOMaximumBandwidth":0,
        "MaskedPaths":["/proc/asound","/proc/acpi","/proc/kcore","/proc/keys","/proc/latency_stats","/proc/timer_list",
        "/proc/timer_stats","/proc/sched_debug","/proc/scsi","/sys/firmware"],
        "ReadonlyPaths":["/proc/bus","/proc/fs","/proc/irq","/proc/sys","/proc/sysrq-trigger"]}
        """);

    // Only where they were given.
    private static readonly string[] OptionalOfHost = ["Runtime", "StorageOpt", "Tmpfs", "Sysctls", "Init"];

    private const string NanoCpus = "NanoCpus";

    private static readonly Dictionary<string, JsonElement> NoMembers = [];

    private static readonly JsonElement Runc = MemberTemplate.Text("runc");

    private const string Top = """
        "Driver":"vfs","Platform":"linux","MountLabel":"","ProcessLabel":"","AppArmorProfile":"","GraphDriver":{"Data":null,"Name":"vfs"}
        """;

    // Read only: shared by all answers.
    private static readonly Dictionary<string, JsonElement> WithExecs = new MemberTemplate("{" + Top + "}").Fill();
    private static readonly Dictionary<string, JsonElement> WithoutExecs = new MemberTemplate("{\"ExecIDs\":null," + Top + "}").Fill();

    /// <summary>The container's side, as create keeps it.</summary>
    public static ContainerSpec Complete(ContainerSpec merged) => merged with { Others = WithOptional(Config, OptionalOfConfig, merged.Others) };

    /// <summary>The host's side, as create keeps it.</summary>
    /// <param name="asked">What was asked.</param>
    /// <param name="wasGiven">Whether the client said anything of it.</param>
    public static HostConfig Complete(HostConfig asked, bool wasGiven)
    {
        var members = WithOptional(Host, OptionalOfHost, asked.Others);
        if (wasGiven)
            members.TryAdd("Runtime", Runc);
        // What stands for "not said" in a client's body.
        if (members["MemorySwappiness"] is { ValueKind: JsonValueKind.Number } swappiness && swappiness.GetInt64() < 0)
            members["MemorySwappiness"] = MemberTemplate.Value("null");
        if (members["PidsLimit"] is { ValueKind: JsonValueKind.Number } limit && limit.GetInt64() <= 0)
            members["PidsLimit"] = MemberTemplate.Value("null");
        if (asked.Links is not null)
            members.Remove("Links");
        if (asked.NanoCpus != 0)
            members.Remove(NanoCpus);
        if (asked.Privileged)
        {
            members["MaskedPaths"] = members["ReadonlyPaths"] = MemberTemplate.Value("null");
            if (members["SecurityOpt"].ValueKind == JsonValueKind.Null)
                members["SecurityOpt"] = MemberTemplate.Value("""["label=disable"]""");
        }

        return asked with { Others = members };
    }

    /// <summary>The container's side of one that a daemon without a default network has found no network for.</summary>
    public static ContainerSpec WithoutNetwork(ContainerSpec config) => config.Others is { } members
        ? config with { Others = new Dictionary<string, JsonElement>(members, StringComparer.Ordinal) { ["NetworkDisabled"] = MemberTemplate.Value("true") } }
        : config;

    /// <summary>The host's side of a container that was started: a start says what runs it where create did not.</summary>
    public static HostConfig WithRuntime(HostConfig host) => host.Others is { } members && !members.ContainsKey("Runtime")
        ? host with { Others = new Dictionary<string, JsonElement>(members, StringComparer.Ordinal) { ["Runtime"] = Runc } }
        : host;

    /// <summary>What update changes of the host's side, beside the limits that are acted on.</summary>
    /// <param name="old">What there was.</param>
    /// <param name="written">What was asked.</param>
    /// <param name="hasProcessors">Whether a number of processors was asked for, which has a member of its own from then on.</param>
    public static Dictionary<string, JsonElement>? Change(Dictionary<string, JsonElement>? old, IReadOnlyDictionary<string, JsonElement>? written, bool hasProcessors)
    {
        if (old is null)
            return old;
        var changed = new Dictionary<string, JsonElement>(old, StringComparer.Ordinal);
        if (hasProcessors)
            changed.Remove(NanoCpus);
        foreach (var (key, value) in written ?? NoMembers)
        {
            if (changed.Keys.FirstOrDefault(known => known.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } name && !IsUnsaid(value))
                changed[name] = value;
        }

        return changed;
    }

    /// <summary>An inspected container.</summary>
    public static ContainerInspect Complete(EngineCore core, ContainerInspect answer, FakeContainer container)
    {
        var record = container.Record;
        // Also by a start that failed.
        var wasStarted = record.SandboxId.Length > 0;
        var folder = $"/var/lib/docker/containers/{record.Id}/";
        return answer with
        {
            ResolvConfPath = wasStarted ? folder + "resolv.conf" : "",
            HostnamePath = wasStarted ? folder + "hostname" : "",
            HostsPath = wasStarted ? folder + "hosts" : "",
            LogPath = record.HasLogFile && record.HostConfig.LogConfig?.Type is "json-file" ? $"{folder}{record.Id}-json.log" : "",
            NetworkSettings = NetworkRendering.Settings(core, record),
            Others = answer.ExecIDs is null ? WithoutExecs : WithExecs,
        };
    }

    /// <summary>Folders that a run has in memory.</summary>
    public static IEnumerable<string> FoldersInMemory(HostConfig config) =>
        config.Others?.GetValueOrDefault("Tmpfs") is { ValueKind: JsonValueKind.Object } folders ? [.. folders.EnumerateObject().Select(folder => folder.Name)] : [];

    /// <summary>A container in a list.</summary>
    public static ContainerSummary Complete(EngineCore core, ContainerSummary answer, FakeContainer container)
    {
        var record = container.Record;
        return answer with
        {
            Ports = ListedPorts(NetworkRendering.Ports(record)),
            HostConfig = new ListedHostConfig(record.HostConfig.NetworkMode),
            NetworkSettings = new ListedNetworks(NetworkRendering.Places(core, record, withNames: false)),
            Mounts = record.ListedMounts,
        };
    }

    private static IReadOnlyList<ListedPort> ListedPorts(IReadOnlyDictionary<string, IReadOnlyList<PortBinding>?> published)
    {
        if (published.Count == 0)
            return [];
        List<ListedPort> ports = [];
        foreach (var (port, bindings) in published)
        {
            var parts = port.Split('/');
            if (!int.TryParse(parts[0], System.Globalization.CultureInfo.InvariantCulture, out var inside))
                continue;
            if (bindings is null or { Count: 0 })
                ports.Add(new ListedPort(null, inside, null, parts.ElementAtOrDefault(1) ?? "tcp"));
            foreach (var binding in bindings ?? [])
            {
                if (int.TryParse(binding.HostPort, System.Globalization.CultureInfo.InvariantCulture, out var outside))
                    ports.Add(new ListedPort(binding.HostIp, inside, outside, parts.ElementAtOrDefault(1) ?? "tcp"));
            }
        }

        return ports;
    }

    private static Dictionary<string, JsonElement> WithOptional(MemberTemplate template, string[] optional, Dictionary<string, JsonElement>? written)
    {
        var members = template.Fill(written);
        foreach (var (key, value) in written ?? [])
        {
            // A false init is said: no client sends it without need.
            if (optional.FirstOrDefault(known => known.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } name
                && (!IsUnsaid(value) || (name == "Init" && value.ValueKind == JsonValueKind.False)))
                members[name] = value;
        }

        return members;
    }

    // Zero values of Go: a client that sends its whole structure says nothing with them.
    private static bool IsUnsaid(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Number => value.GetDecimal() == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };
}
