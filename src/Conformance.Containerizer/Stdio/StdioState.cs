using System.Text.Json;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>A <see cref="SlaveState"/> in JSON, for the call recover. Absent members are what was missing on disk.</summary>
internal static class StdioState
{
    public static SlaveState Read(StdioReader reader, JsonElement state)
    {
        var executors = new List<ExecutorState>();
        foreach (var executor in reader.Objects(state, "executors"))
        {
            var runs = new List<RunState>();
            foreach (var run in reader.Objects(executor, "runs"))
            {
                runs.Add(new RunState(
                    reader.Text(run, "container_id"),
                    reader.OptionalNumber(run, "forked_pid"),
                    reader.OptionalText(run, "libprocess_pid"),
                    reader.OptionalFlag(run, "completed") ?? false,
                    reader.Text(run, "meta_folder"),
                    reader.Text(run, "sandbox_folder")));
            }

            executors.Add(new ExecutorState(
                reader.Text(executor, "framework_id"),
                reader.Text(executor, "executor_id"),
                executor.TryGetProperty("info", out var info) && info.ValueKind != JsonValueKind.Null
                    ? reader.Message<ExecutorInfo>(info)
                    : null,
                reader.OptionalText(executor, "latest"),
                runs));
        }

        return new SlaveState(reader.Text(state, "slave_id"), executors);
    }

    public static void Write(Utf8JsonWriter json, SlaveState state)
    {
        json.WriteStartObject("state");
        json.WriteString("slave_id", state.SlaveId);
        json.WriteStartArray("executors");
        foreach (var executor in state.Executors)
        {
            json.WriteStartObject();
            json.WriteString("framework_id", executor.FrameworkId);
            json.WriteString("executor_id", executor.ExecutorId);
            if (executor.Info is { } info)
                StdioWriter.WriteMessage(json, "info", info);
            if (executor.Latest is { } latest)
                json.WriteString("latest", latest);
            json.WriteStartArray("runs");
            foreach (var run in executor.Runs)
                WriteRun(json, run);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, RunState run)
    {
        json.WriteStartObject();
        json.WriteString("container_id", run.ContainerId);
        if (run.ForkedPid is { } pid)
            json.WriteNumber("forked_pid", pid);
        if (run.LibprocessPid is { } libprocessPid)
            json.WriteString("libprocess_pid", libprocessPid);
        json.WriteBoolean("completed", run.IsCompleted);
        json.WriteString("meta_folder", run.MetaFolder);
        json.WriteString("sandbox_folder", run.SandboxFolder);
        json.WriteEndObject();
    }
}
