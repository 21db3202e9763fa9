using System.Text.Json;
using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>The options object of the handshake: snake_case keys, times in seconds with <c>_seconds</c> in the key.</summary>
internal static class StdioOptions
{
    public static ContainerizerOptions Read(StdioReader reader, JsonElement element)
    {
        var given = new ContainerizerOptions
        {
            WorkFolder = reader.Text(element, "work_folder"),
            SlaveId = reader.Text(element, "slave_id"),
            SlavePid = reader.Text(element, "slave_pid"),
            Installation = reader.Text(element, "installation"),
        };
        return given with
        {
            DockerHost = reader.OptionalText(element, "docker_host") ?? given.DockerHost,
            DockerProgram = reader.OptionalText(element, "docker_program") ?? given.DockerProgram,
            LauncherFolder = reader.OptionalText(element, "launcher_folder") ?? given.LauncherFolder,
            FrameworksHome = reader.OptionalText(element, "frameworks_home") ?? given.FrameworksHome,
            CgroupsEnableCfs = reader.OptionalFlag(element, "cgroups_enable_cfs") ?? given.CgroupsEnableCfs,
            SandboxInContainer = reader.OptionalText(element, "sandbox_in_container") ?? given.SandboxInContainer,
            Containerizers = reader.OptionalText(element, "containerizers") ?? given.Containerizers,
            StopGrace = Seconds("stop_grace_seconds") ?? given.StopGrace,
            CallLimit = Seconds("call_limit_seconds") ?? given.CallLimit,
            RunLimit = Seconds("run_limit_seconds") ?? given.RunLimit,
            FetchLimit = Seconds("fetch_limit_seconds") ?? given.FetchLimit,
            PullInactivityLimit = Seconds("pull_inactivity_limit_seconds") ?? given.PullInactivityLimit,
            ReconcileInterval = Seconds("reconcile_interval_seconds") ?? given.ReconcileInterval,
            RecoveryTimeout = Seconds("recovery_timeout_seconds") ?? given.RecoveryTimeout,
            RetryPause = Seconds("retry_pause_seconds") ?? given.RetryPause,
        };

        TimeSpan? Seconds(string name) => reader.OptionalReal(element, name) switch
        {
            null => null,
            < 0 or > 1e9 => throw reader.Wrong($"'{name}' must be a number of seconds, not negative."),
            { } seconds => TimeSpan.FromSeconds(seconds),
        };
    }

    public static void Write(Utf8JsonWriter json, ContainerizerOptions options)
    {
        json.WriteStartObject("options");
        json.WriteString("work_folder", options.WorkFolder);
        json.WriteString("slave_id", options.SlaveId);
        json.WriteString("slave_pid", options.SlavePid);
        json.WriteString("installation", options.Installation);
        json.WriteString("docker_host", options.DockerHost);
        json.WriteString("docker_program", options.DockerProgram);
        json.WriteString("launcher_folder", options.LauncherFolder);
        json.WriteString("frameworks_home", options.FrameworksHome);
        json.WriteBoolean("cgroups_enable_cfs", options.CgroupsEnableCfs);
        json.WriteString("sandbox_in_container", options.SandboxInContainer);
        json.WriteString("containerizers", options.Containerizers);
        json.WriteNumber("stop_grace_seconds", options.StopGrace.TotalSeconds);
        json.WriteNumber("call_limit_seconds", options.CallLimit.TotalSeconds);
        json.WriteNumber("run_limit_seconds", options.RunLimit.TotalSeconds);
        json.WriteNumber("fetch_limit_seconds", options.FetchLimit.TotalSeconds);
        json.WriteNumber("pull_inactivity_limit_seconds", options.PullInactivityLimit.TotalSeconds);
        json.WriteNumber("reconcile_interval_seconds", options.ReconcileInterval.TotalSeconds);
        json.WriteNumber("recovery_timeout_seconds", options.RecoveryTimeout.TotalSeconds);
        json.WriteNumber("retry_pause_seconds", options.RetryPause.TotalSeconds);
        json.WriteEndObject();
    }
}
