using System.Reflection;
using System.Text;
using Conformance.Mesos.Internal;
using Conformance.Mesos.Messages;
using Google.Protobuf;
using Task = System.Threading.Tasks.Task;

namespace Conformance.Harness.Runs;

/// <summary>
/// What a shell in a container needs to be an executor: files in the sandbox, as if they had been fetched. <c>executor.sh</c> are the
/// words with which it speaks, the others are bodies of the messages that it may send, ready made.
/// </summary>
internal static class ExecutorKit
{
    private static readonly (string Name, TaskState State)[] States =
    [
        ("running", TaskState.TaskRunning),
        ("finished", TaskState.TaskFinished),
        ("failed", TaskState.TaskFailed),
        ("killed", TaskState.TaskKilled),
    ];

    private static readonly Lazy<string> Script = new(() => Resource("executor.sh"));
    private static readonly Lazy<byte[]> Inbox = new(() => Encoding.UTF8.GetBytes(Resource("inbox.sh")));

    /// <summary>Writes them into the sandbox of a task with an executor of its own.</summary>
    public static async Task Write(AgentSurroundings around, AgentTask task)
    {
        var executor = task.Launch.ExecutorInfo;
        var address = around.FreeAddress();
        var pid = $"executor(1)@{address}";
        var port = address[(address.LastIndexOf(':') + 1)..];
        await Put("executor.sh", Encoding.UTF8.GetBytes($"port={port}\n" + Script.Value));
        await Put("inbox.sh", Inbox.Value);
        await Put("register", new RegisterExecutorMessage { FrameworkId = executor.FrameworkId, ExecutorId = executor.ExecutorId }.ToByteArray());
        var again = new ReregisterExecutorMessage { FrameworkId = executor.FrameworkId, ExecutorId = executor.ExecutorId };
        again.Tasks.Add(task.Executor!.Task);
        await Put("reregister", again.ToByteArray());
        foreach (var (name, state) in States)
            await Put(name, Update(around, task, pid, state).ToByteArray());

        Task Put(string name, ReadOnlyMemory<byte> content) => around.Machine.Disk.Write($"{task.Run.Sandbox}/{name}", content);
    }

    private static StatusUpdateMessage Update(AgentSurroundings around, AgentTask task, string pid, TaskState state)
    {
        var seconds = around.Machine.Now.Nanoseconds / 1e9;
        return new StatusUpdateMessage
        {
            Pid = pid,
            Update = new StatusUpdate
            {
                FrameworkId = task.Launch.ExecutorInfo.FrameworkId,
                ExecutorId = task.Launch.ExecutorInfo.ExecutorId,
                SlaveId = task.Launch.SlaveId,
                Status = new Mesos.Messages.TaskStatus { TaskId = task.Executor!.Task.TaskId, State = state, Timestamp = seconds },
                Timestamp = seconds,
                Uuid = ByteString.CopyFrom(Convert.FromHexString(around.Ids.Uuid().Replace("-", "", StringComparison.Ordinal))),
            },
        };
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is no resource of this assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
