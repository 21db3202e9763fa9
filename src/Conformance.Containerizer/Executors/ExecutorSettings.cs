using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>What an executor learns from its environment (src/exec/exec.cpp@0.20.0, MesosExecutorDriver::start()).</summary>
/// <param name="Agent">MESOS_SLAVE_PID.</param>
/// <param name="SlaveId">MESOS_SLAVE_ID.</param>
/// <param name="FrameworkId">MESOS_FRAMEWORK_ID.</param>
/// <param name="ExecutorId">MESOS_EXECUTOR_ID.</param>
/// <param name="Folder">MESOS_DIRECTORY: the sandbox.</param>
/// <param name="RecoveryTimeout">How long it waits for an agent that is gone; null (no MESOS_CHECKPOINT=1): not at all.</param>
/// <param name="Port">LIBPROCESS_PORT: where it listens; 0 for any.</param>
public sealed record ExecutorSettings(
    UPid Agent, string SlaveId, string FrameworkId, string ExecutorId, string Folder, TimeSpan? RecoveryTimeout, ushort Port)
{
    private static readonly TimeSpan DefaultRecoveryTimeout = TimeSpan.FromMinutes(15);

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">One is missing or not what it should be; the words name it.</exception>
    public static ExecutorSettings Of(IReadOnlyDictionary<string, string> environment)
    {
        return new ExecutorSettings(
            UPid.Parse(Demand("MESOS_SLAVE_PID")) ?? throw Wrong("MESOS_SLAVE_PID", "NAME@IP:PORT"),
            Demand("MESOS_SLAVE_ID"),
            Demand("MESOS_FRAMEWORK_ID"),
            Demand("MESOS_EXECUTOR_ID"),
            Demand("MESOS_DIRECTORY"),
            environment.GetValueOrDefault("MESOS_CHECKPOINT") == "1" ? RecoveryTimeout() : null,
            ushort.TryParse(environment.GetValueOrDefault("LIBPROCESS_PORT", "0"), out var port) ? port : throw Wrong("LIBPROCESS_PORT", "a port"));

        string Demand(string name) =>
            environment.TryGetValue(name, out var value) ? value : throw new FormatException($"Expecting '{name}' to be set in the environment");

        TimeSpan RecoveryTimeout() => !environment.TryGetValue("MESOS_RECOVERY_TIMEOUT", out var text)
            ? DefaultRecoveryTimeout
            : MesosDuration.Parse(text) ?? throw Wrong("MESOS_RECOVERY_TIMEOUT", "a duration such as 15mins");

        FormatException Wrong(string name, string expected) => new($"'{name}' must be {expected}, not '{environment[name]}'");
    }
}
