using System.Globalization;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>What create refuses before it looks for the image, in the daemon's order and words.</summary>
internal static class SpecRules
{
    /// <summary>The least memory limit: 6 MiB.</summary>
    public const long MemoryMin = 6L << 20;

    private static readonly ContainerSpec Empty = new();

    private static readonly string[] LogDrivers =
        ["awslogs", "fluentd", "gcplogs", "gelf", "json-file", "journald", "local", "logentries", "none", "splunk", "syslog"];

    /// <summary>Throws the daemon's error for a body that it refuses.</summary>
    /// <param name="spec">The body.</param>
    /// <param name="saysSomething">Whether it has members of its own, though they may be empty.</param>
    /// <param name="disk">Where sources of mounts must be.</param>
    public static async Task Check(ContainerSpec spec, bool saysSomething, IDisk disk)
    {
        if (!saysSomething && spec.Image.Length == 0 && spec with { HostConfig = null } == Empty)
            throw EngineErrors.Bad("Config cannot be empty in order to create a container");
        if (spec.WorkingDir.Length > 0 && spec.WorkingDir[0] != '/')
            throw EngineErrors.Bad($"the working directory '{spec.WorkingDir}' is invalid, it needs to be an absolute path");
        if (spec.StopSignal is { Length: > 0 } signal && Signals.Parse(signal) is null or 0)
            throw EngineErrors.InvalidSignal(signal);
        foreach (var variable in spec.Env ?? [])
        {
            if (variable.Length == 0 || variable[0] == '=')
                throw EngineErrors.Bad("invalid environment variable: " + variable);
        }

        HealthRules.Check(spec.Healthcheck);
        if (spec.NetworkingConfig?.EndpointsConfig is { Count: > 1 } places)
            throw EngineErrors.Bad("Container cannot be connected to network endpoints: " + string.Join(", ", places.Keys));
        if (spec.HostConfig is not { } host)
            return;
        if (host.AutoRemove && host.RestartPolicy is { Name: not ("" or "no") })
            throw EngineErrors.Bad("can't create 'AutoRemove' container with restart policy");
        await MountSpecs.Check(host.Mounts, disk);
        if (host is { NetworkMode: "host", Links.Count: > 0 })
            throw EngineErrors.Bad("conflicting options: host type networking can't be used with links. This would result in undefined behavior");
        CheckPorts(host);
        CheckPolicy(host.RestartPolicy);
        CheckResources(host);
        if (host.LogConfig is { Type.Length: > 0 } log && Array.IndexOf(LogDrivers, log.Type) < 0)
            throw EngineErrors.Bad($"error looking up logging plugin {log.Type}: plugin \"{log.Type}\" not found");
    }

    /// <summary>Throws for limits that the daemon refuses at create.</summary>
    private static void CheckResources(HostConfig host)
    {
        CheckMemory(host.Memory, host.MemorySwap, host.MemoryReservation);
        if (host.Memory == 0 && host.MemorySwap > 0)
            throw EngineErrors.Bad("You should always set the Memory limit when using Memoryswap limit, see usage");
        CheckCpu(host.NanoCpus, host.CpuPeriod, host.CpuQuota);
    }

    /// <summary>Throws for memory limits that the daemon refuses at create and update.</summary>
    public static void CheckMemory(long memory, long swap, long reservation)
    {
        if (memory != 0 && memory < MemoryMin)
            throw EngineErrors.Bad("Minimum memory limit allowed is 6MB");
        if (memory > 0 && swap > 0 && swap < memory)
            throw EngineErrors.Bad("Minimum memoryswap limit should be larger than memory limit, see usage");
        if (reservation > 0 && reservation < MemoryMin)
            throw EngineErrors.Bad("Minimum memory reservation allowed is 6MB");
        if (memory > 0 && reservation > 0 && memory < reservation)
            throw EngineErrors.Bad("Minimum memory limit can not be less than memory reservation limit, see usage");
    }

    /// <summary>Throws for processor limits that the daemon refuses at create and update.</summary>
    public static void CheckCpu(long processors, long period, long quota)
    {
        if (processors > 0 && period > 0)
            throw EngineErrors.Bad("Conflicting options: Nano CPUs and CPU Period cannot both be set");
        if (processors > 0 && quota > 0)
            throw EngineErrors.Bad("Conflicting options: Nano CPUs and CPU Quota cannot both be set");
        if (processors < 0 || processors > SystemReading.Processors * 1_000_000_000L)
        {
            var most = SystemReading.Processors.ToString(CultureInfo.InvariantCulture);
            throw EngineErrors.Bad($"Range of CPUs is from 0.01 to {most}.00, as there are only {most} CPUs available");
        }

        if (period != 0 && period is < 1000 or > 1_000_000)
            throw EngineErrors.Bad("CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
        if (quota is > 0 and < 1000)
            throw EngineErrors.Bad("CPU cfs quota can not be less than 1ms (i.e. 1000)");
    }

    /// <summary>Throws for a restart policy that the daemon refuses at create and update.</summary>
    public static void CheckPolicy(RestartPolicy? policy)
    {
        if (policy is null)
            return;
        switch (policy.Name)
        {
            case "no" or "always" or "unless-stopped":
                if (policy.MaximumRetryCount != 0)
                    throw EngineErrors.Bad($"maximum retry count cannot be used with restart policy '{policy.Name}'");
                break;
            case "on-failure":
                if (policy.MaximumRetryCount < 0)
                    throw EngineErrors.Bad("maximum retry count cannot be negative");
                break;
            case "":
                break;
            default:
                throw EngineErrors.Bad($"invalid restart policy '{policy.Name}'");
        }
    }

    private static void CheckPorts(HostConfig host)
    {
        if (host.PortBindings is not { } bindings)
            return;
        foreach (var (inside, outside) in bindings)
        {
            var slash = inside.IndexOf('/', StringComparison.Ordinal);
            CheckPort(slash < 0 ? inside : inside[..slash], mayBeEmpty: false);
            foreach (var binding in outside)
                CheckPort(binding.HostPort, mayBeEmpty: true);
        }
    }

    private static void CheckPort(string text, bool mayBeEmpty)
    {
        if (text.Length == 0 && mayBeEmpty)
            return;
        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || (port == 0 && !mayBeEmpty))
            throw EngineErrors.Bad($"invalid port specification: \"{text}\"");
    }
}
