using Conformance.Containerizer;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Internal;
using Conformance.Mesos.Messages;
using Conformance.Simulation;
using Conformance.Tests.Simulation;
using Google.Protobuf;
using Task = System.Threading.Tasks.Task;

namespace Conformance.Tests.Containerizer.Executors;

/// <summary>
/// A simulated host with an executor on it and an agent that writes down what it is told and says what a test wants. The command of the
/// executor is <c>work CODE</c>: one minute, then that exit code; <c>work stubborn</c> ignores TERM.
/// </summary>
internal sealed class TestAgent
{
    public static readonly UPid Pid = new("slave(1)", "127.0.0.1:5051");
    private LibprocessSender? sender;

    public TestAgent(World? world = null)
    {
        World = world ?? Sim.World();
        Machine = new SimulatedMachine(World);
        Machine.Processes.Install("work", Work);
    }

    public World World { get; }

    public SimulatedMachine Machine { get; }

    /// <summary>What came, and when.</summary>
    public List<(double Second, IMessage Message)> Received { get; } = [];

    /// <summary>Sent by the executor last.</summary>
    public UPid? Executor { get; private set; }

    /// <summary>Answers a message; by default nothing is said.</summary>
    public Func<IMessage, Task> On { get; set; } = _ => Task.CompletedTask;

    public SimProcess? Process { get; private set; }

    public string? Complaint { get; private set; }

    public IReadOnlyList<string> Story => [.. Received.Select(line => line.Message switch
    {
        StatusUpdateMessage { Update.Status: var status } => $"{status.State} {status.Message}".TrimEnd(),
        var message => message.Descriptor.Name,
    })];

    /// <summary>Starts the agent; it listens for as long as its process lives.</summary>
    public SimProcess Start() => Process = World.Do("agent", async () =>
    {
        sender = new LibprocessSender(Machine.Network, Pid);
        await Machine.Network.Listen(Pid.Address, async call =>
        {
            var message = LibprocessMessage.Decode(call);
            Executor = message.From;
            Received.Add(((World.Now.Nanoseconds - Origin) / 1e9, message.Body));
            World.Spawn("answer", () => On(message.Body));
            await Task.CompletedTask;
            return new HttpAnswer(202);
        });
        await World.Completion<bool>().Task;
    });

    /// <summary>Starts an executor a moment later.</summary>
    public SimProcess Execute(IReadOnlyList<string> arguments, bool checkpoint = false, Action<Dictionary<string, string>>? change = null)
    {
        var environment = new Dictionary<string, string>
        {
            ["MESOS_SLAVE_PID"] = Pid.ToString(),
            ["MESOS_SLAVE_ID"] = "S0",
            ["MESOS_FRAMEWORK_ID"] = "F0",
            ["MESOS_EXECUTOR_ID"] = "E0",
            ["MESOS_DIRECTORY"] = "/sandbox",
            ["MESOS_CHECKPOINT"] = checkpoint ? "1" : "0",
            ["MESOS_RECOVERY_TIMEOUT"] = "15mins",
        };
        change?.Invoke(environment);
        return World.Start("executor", async _ =>
        {
            await World.Delay(TimeSpan.FromSeconds(1));
            return await CommandExecutor.Run(Machine, arguments, environment, line =>
            {
                Complaint = line;
                return Task.CompletedTask;
            });
        });
    }

    public Task<string?> Tell(IMessage message) => sender!.Send(Executor!, message);

    public Task Run(string taskId = "T0") => Tell(new RunTaskMessage
    {
        FrameworkId = new FrameworkID { Value = "F0" },
        Framework = new FrameworkInfo { User = "root", Name = "test" },
        Pid = "scheduler(1)@127.0.0.1:5052",
        Task = new TaskInfo { Name = "t", TaskId = new TaskID { Value = taskId }, SlaveId = new SlaveID { Value = "S0" } },
    });

    public Task Registered() => Tell(new ExecutorRegisteredMessage
    {
        ExecutorInfo = new ExecutorInfo { ExecutorId = new ExecutorID { Value = "E0" }, Command = new CommandInfo() },
        FrameworkId = new FrameworkID { Value = "F0" },
        FrameworkInfo = new FrameworkInfo { User = "root", Name = "test" },
        SlaveId = new SlaveID { Value = "S0" },
        SlaveInfo = new SlaveInfo { Hostname = "localhost" },
    });

    public Task Kill(string taskId = "T0") => Tell(new KillTaskMessage
    {
        FrameworkId = new FrameworkID { Value = "F0" },
        TaskId = new TaskID { Value = taskId },
    });

    public Task Acknowledge(StatusUpdate update) => Tell(new StatusUpdateAcknowledgementMessage
    {
        SlaveId = update.SlaveId,
        FrameworkId = update.FrameworkId,
        TaskId = update.Status.TaskId,
        Uuid = update.Uuid,
    });

    private static long Origin { get; } = Sim.World().Now.Nanoseconds;

    private async Task<int> Work(ProgramRun run)
    {
        if (run.Arguments[1] == "stubborn")
            run.Process.SignalHandler = _ => { };
        await run.WriteOut("working\n"u8.ToArray());
        await World.Delay(TimeSpan.FromMinutes(1));
        return run.Arguments[1] == "stubborn" ? 0 : int.Parse(run.Arguments[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
