using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>The variables with which Mesos 0.20 starts a custom executor (containerizer.cpp@0.20.0 executorEnvironment()).</summary>
public static class ExecutorEnvironment
{
    /// <summary>The variables, sorted by name, overlaid with those of the executor's command.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(Launch launch, ContainerizerOptions options)
    {
        var executor = launch.ExecutorInfo;
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["LIBPROCESS_PORT"] = "0",
            ["MESOS_FRAMEWORK_ID"] = executor.FrameworkId?.Value ?? "",
            ["MESOS_EXECUTOR_ID"] = executor.ExecutorId.Value,
            ["MESOS_DIRECTORY"] = launch.Directory,
            ["MESOS_SLAVE_ID"] = launch.SlaveId?.Value ?? options.SlaveId,
            ["MESOS_SLAVE_PID"] = launch.HasSlavePid ? launch.SlavePid : options.SlavePid,
            ["MESOS_CHECKPOINT"] = launch.Checkpoint ? "1" : "0",
        };
        if (launch.Checkpoint)
            variables["MESOS_RECOVERY_TIMEOUT"] = MesosDuration.Format(options.RecoveryTimeout);
        if (executor.Command.Environment is { } environment)
        {
            foreach (var variable in environment.Variables)
                variables[variable.Name] = variable.Value;
        }

        return [.. variables];
    }
}
