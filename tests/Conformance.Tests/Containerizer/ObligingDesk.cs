using Conformance.Containerizer;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Internal;
using Conformance.Mesos.Messages;
using Google.Protobuf;
using Task = System.Threading.Tasks.Task;

namespace Conformance.Tests.Containerizer;

/// <summary>
/// An agent's face to executors that obliges: whoever registers gets the task that was launched for it, updates are
/// acknowledged and written down.
/// </summary>
internal sealed class ObligingDesk : IDisposable
{
    private readonly IMachine machine;
    private readonly IReadOnlyDictionary<string, Launch> launches;
    private readonly List<string> told;
    private readonly LibprocessSender sender;
    private readonly Dictionary<string, UPid> executors = new(StringComparer.Ordinal);
    private IListener? listener;

    private ObligingDesk(IMachine machine, UPid self, IReadOnlyDictionary<string, Launch> launches, List<string> told)
    {
        (this.machine, this.launches, this.told) = (machine, launches, told);
        sender = new LibprocessSender(machine.Network, self);
    }

    /// <summary>Opens it.</summary>
    /// <param name="machine">The agent's own process on its host.</param>
    /// <param name="slavePid">Where.</param>
    /// <param name="launches">By executor id; who registers and is not among them gets no task.</param>
    /// <param name="told">Gets the updates.</param>
    public static async Task<ObligingDesk> Open(
        IMachine machine, string slavePid, IReadOnlyDictionary<string, Launch> launches, List<string> told)
    {
        var self = UPid.Parse(slavePid)!;
        var desk = new ObligingDesk(machine, self, launches, told);
        desk.listener = await machine.Network.Listen(self.Address, desk.Serve);
        return desk;
    }

    public void Dispose() => listener?.Dispose();

    /// <summary>Asks an executor to end its task.</summary>
    public Task Kill(Launch launch) => sender.Send(executors[launch.ExecutorInfo.ExecutorId.Value], new KillTaskMessage
    {
        FrameworkId = launch.ExecutorInfo.FrameworkId,
        TaskId = launch.TaskInfo.TaskId,
    });

    private Task<HttpAnswer> Serve(HttpCall call)
    {
        var message = LibprocessMessage.Decode(call);
        machine.Spawn("oblige", () => Answer(message.Body, message.From));
        return Task.FromResult(new HttpAnswer(202));
    }

    /// <summary>Data of the status updates, in order; null for none.</summary>
    public List<byte[]?> Data { get; } = [];

    private async Task Answer(IMessage message, UPid from)
    {
        switch (message)
        {
            case RegisterExecutorMessage register:
                executors[register.ExecutorId.Value] = from;
                if (launches.TryGetValue(register.ExecutorId.Value, out var launch))
                    await sender.Send(from, TaskOf(launch));
                break;
            case StatusUpdateMessage { Update: var update }:
                told.Add($"{update.Status.State} {update.Status.Message}".TrimEnd());
                Data.Add(update.Status.HasData ? update.Status.Data.ToByteArray() : null);
                await sender.Send(from, new StatusUpdateAcknowledgementMessage
                {
                    SlaveId = update.SlaveId,
                    FrameworkId = update.FrameworkId,
                    TaskId = update.Status.TaskId,
                    Uuid = update.Uuid,
                });
                break;
        }
    }

    private static RunTaskMessage TaskOf(Launch launch) => new()
    {
        FrameworkId = launch.ExecutorInfo.FrameworkId,
        Framework = new FrameworkInfo { User = "root", Name = "test" },
        Pid = "scheduler(1)@127.0.0.1:5052",
        Task = launch.TaskInfo,
    };
}
