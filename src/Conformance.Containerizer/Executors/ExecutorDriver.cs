using System.Globalization;
using System.Text;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Internal;
using Conformance.Mesos.Messages;
using Google.Protobuf;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Conformance.Mesos.Messages.TaskStatus;

namespace Conformance.Containerizer;

/// <summary>
/// Keeps an executor in touch with its agent (src/exec/exec.cpp@0.20.0). It registers once; it keeps updates until they are
/// acknowledged; when the agent dies it shuts down, or, with checkpoints, waits for the next agent's call to reconnect and tells
/// it everything again. Five seconds after a shutdown it ends itself, whatever its executor does.
/// </summary>
/// <param name="machine">The executor's own process on its host.</param>
/// <param name="settings">From its environment.</param>
/// <param name="executor">Whom to tell.</param>
public sealed class ExecutorDriver(IMachine machine, ExecutorSettings settings, IExecutor executor)
{
    private const int ExitKilled = 137;
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(5);
    private readonly Completion<int> stopped = machine.Completion<int>();
    private readonly Dictionary<string, TaskInfo> tasks = new(StringComparer.Ordinal);
    private readonly List<StatusUpdate> unacknowledged = [];
    private readonly Queue<LibprocessMessage> mailbox = new();
    private LibprocessSender? sender;
    private UPid? self;
    private UPid agent = settings.Agent;
    private bool isConnected;
    private bool isReading;
    private bool isShutDown;
    private int links;

    /// <summary>Registers and stays until <see cref="Stop"/>. The result is the exit code of the executor's process.</summary>
    public async Task<int> Run()
    {
        using var listener = await machine.Network.Listen(
            string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{settings.Port}"), Serve);
        self = new UPid("executor(1)", listener.Address);
        sender = new LibprocessSender(machine.Network, self);
        Link();
        await sender.Send(agent, new RegisterExecutorMessage
        {
            FrameworkId = new FrameworkID { Value = settings.FrameworkId },
            ExecutorId = new ExecutorID { Value = settings.ExecutorId },
        });
        return await stopped.Task;
    }

    /// <summary>Ends <see cref="Run"/>.</summary>
    public void Stop() => stopped.TrySet(0);

    /// <summary>Tells the agent about a task; again after each reconnect until it has acknowledged.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="state">Its state.</param>
    /// <param name="message">For a person; null for none.</param>
    /// <param name="data">For a program; null for none.</param>
    public async Task Update(string taskId, TaskState state, string? message, byte[]? data = null)
    {
        var seconds = machine.Now.Nanoseconds / 1e9;
        var update = new StatusUpdate
        {
            FrameworkId = new FrameworkID { Value = settings.FrameworkId },
            ExecutorId = new ExecutorID { Value = settings.ExecutorId },
            SlaveId = new SlaveID { Value = settings.SlaveId },
            Status = new TaskStatus
            {
                TaskId = new TaskID { Value = taskId },
                State = state,
                SlaveId = new SlaveID { Value = settings.SlaveId },
                Timestamp = seconds,
            },
            Timestamp = seconds,
            Uuid = NewUuid(),
        };
        if (message is not null)
            update.Status.Message = message;
        if (data is not null)
            update.Status.Data = ByteString.CopyFrom(data);
        unacknowledged.Add(update);
        await sender!.Send(agent, new StatusUpdateMessage { Update = update, Pid = self!.ToString() });
    }

    /// <summary>A message is taken at once and acted on in its turn: its sender does not wait for what it brings about.</summary>
    private Task<HttpAnswer> Serve(HttpCall call)
    {
        try
        {
            mailbox.Enqueue(LibprocessMessage.Decode(call));
        }
        catch (LibprocessException exception)
        {
            return Task.FromResult(new HttpAnswer(400, Encoding.UTF8.GetBytes(exception.Message)));
        }

        if (!isReading)
        {
            // First the mark: on a real machine the reader may have done it all before Spawn returns.
            isReading = true;
            machine.Spawn("read the mailbox", ReadMailbox);
        }

        return Task.FromResult(new HttpAnswer(202));
    }

    private async Task ReadMailbox()
    {
        while (mailbox.TryDequeue(out var message))
        {
            if (!isShutDown)
                await Take(message);
        }

        isReading = false;
    }

    private Task Take(LibprocessMessage message)
    {
        switch (message.Body)
        {
            case ExecutorRegisteredMessage or ExecutorReregisteredMessage:
                isConnected = true;
                return Task.CompletedTask;
            case ReconnectExecutorMessage:
                return Reregister(message.From);
            case RunTaskMessage run:
                tasks[run.Task.TaskId.Value] = run.Task;
                return executor.LaunchTask(run.Task);
            case KillTaskMessage kill:
                return executor.KillTask(kill.TaskId.Value);
            case StatusUpdateAcknowledgementMessage acknowledgement:
                unacknowledged.RemoveAll(update => update.Uuid == acknowledgement.Uuid);
                tasks.Remove(acknowledgement.TaskId.Value);
                return Task.CompletedTask;
            case ShutdownExecutorMessage:
                return Shutdown();
            default:
                return Task.CompletedTask;
        }
    }

    private async Task Reregister(UPid newAgent)
    {
        agent = newAgent;
        Link();
        var message = new ReregisterExecutorMessage
        {
            ExecutorId = new ExecutorID { Value = settings.ExecutorId },
            FrameworkId = new FrameworkID { Value = settings.FrameworkId },
        };
        message.Updates.AddRange(unacknowledged);
        message.Tasks.AddRange(tasks.Values);
        await sender!.Send(agent, message);
    }

    private void Link()
    {
        var number = ++links;
        machine.Spawn("link to the agent", async () =>
        {
            try
            {
                await machine.Network.Link(agent.Address);
            }
            catch (NetworkException)
            {
                // Nobody there is the same as somebody who has gone.
            }

            if (number == links)
                await AgentExited();
        });
    }

    private async Task AgentExited()
    {
        if (settings.RecoveryTimeout is { } timeout && isConnected)
        {
            isConnected = false;
            var number = links;
            await Task.Delay(timeout, machine.Time);
            if (isConnected || number != links)
                return;
        }

        await Shutdown();
    }

    private async Task Shutdown()
    {
        if (isShutDown)
            return;
        isShutDown = true;
        machine.Spawn("the end of patience", async () =>
        {
            await Task.Delay(ShutdownGrace, machine.Time);
            stopped.TrySet(ExitKilled);
        });
        await executor.Shutdown();
    }

    private ByteString NewUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(machine.NextRandom() * 256);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return ByteString.CopyFrom(bytes);
    }
}
