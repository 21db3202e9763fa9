using Conformance.Docker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.Containerizer;

/// <summary>
/// A daemon small enough to be believed: containers are processes that sleep and exit, calls are messages, and a test says
/// what goes wrong before and after each of them. It survives its clients.
/// </summary>
internal sealed class TestDaemon
{
    private int lastId;

    public TestDaemon(World world, SimulatedMachine machine)
    {
        World = world;
        Machine = machine;
        Process = world.Start("daemon", async _ => await new TaskCompletionSource<int>().Task);
    }

    public World World { get; }

    public SimulatedMachine Machine { get; }

    public SimProcess Process { get; }

    /// <summary>Every call that has arrived, such as <c>run mesos-c1</c>.</summary>
    public List<string> Calls { get; } = [];

    public List<TestContainer> Containers { get; } = [];

    public HashSet<string> Images { get; } = ["busybox:latest"];

    /// <summary>What goes wrong: called before and after each effect with verb and phase; may throw, delay, kill.</summary>
    public Func<string, Phase, Task> Fault { get; set; } = (_, _) => Task.CompletedTask;

    public TimeSpan PullTime { get; set; } = TimeSpan.FromSeconds(1);

    public string? PullError { get; set; }

    public int Count(string verb) => Calls.Count(call => call == verb || call.StartsWith(verb + " ", StringComparison.Ordinal));

    public TestContainer? Find(string container) =>
        Containers.Find(known => known.Id == container || known.Spec.Name == container);

    public TestContainer Create(RunSpec spec)
    {
        if (Find(spec.Name) is { } holder)
            throw DockerException.Answered(409, $"Conflict. The container name \"/{spec.Name}\" is already in use by container \"{holder.Id}\".");
        var container = new TestContainer($"{++lastId:x64}", spec);
        Containers.Add(container);
        return container;
    }

    public void Start(TestContainer container)
    {
        var script = container.Spec.Arguments is ["-c", var text] ? text : "sleep 1000";
        container.State = container.State with { Status = "running", Running = true, StartedAt = World.Now.ToString() };
        container.Root = World.Start(container.Spec.Name, async _ => await TestScript.Run(World, container, script), World.Init);
        container.State = container.State with { Pid = container.Root.Pid };
        if (script.Contains("ignore-term", StringComparison.Ordinal))
            container.Root.SignalHandler = _ => { };
        _ = Reap(container, container.Root);
    }

    public async Task Kill(TestContainer container, int signal)
    {
        World.Signal(container.Root!, signal);
        if (signal == Signals.Kill && !container.IsExitLost)
            await container.Ended.Task;
    }

    private async Task Reap(TestContainer container, SimProcess root)
    {
        var exit = await root.Exit;
        if (container.IsExitLost)
            return;
        container.State = container.State with
        {
            Status = "exited",
            Running = false,
            Pid = 0,
            ExitCode = exit.Code ?? 128 + exit.Signal!.Value,
            FinishedAt = World.Now.ToString(),
        };
        container.Ended.TrySetResult(container.State.ExitCode);
    }
}

/// <summary>A container of the test daemon.</summary>
internal sealed class TestContainer(string id, RunSpec spec)
{
    public string Id { get; } = id;

    public RunSpec Spec { get; } = spec;

    public ContainerState State { get; set; } = new();

    public SimProcess? Root { get; set; }

    public MemoryStream Stdout { get; } = new();

    public MemoryStream Stderr { get; } = new();

    /// <summary>The daemon does not notice its exit.</summary>
    public bool IsExitLost { get; set; }

    public TaskCompletionSource<int> Ended { get; } = new();
}

/// <summary>The language of the test containers: words separated by <c>; </c>.</summary>
internal static class TestScript
{
    public static async Task<int> Run(World world, TestContainer container, string script)
    {
        foreach (var command in script.Split("; "))
        {
            var words = command.Split(' ', 2);
            switch (words[0])
            {
                case "sleep":
                    await world.Delay(TimeSpan.FromSeconds(double.Parse(words[1])));
                    break;
                case "echo":
                    container.Stdout.Write(System.Text.Encoding.UTF8.GetBytes(words[1] + "\n"));
                    break;
                case "complain":
                    container.Stderr.Write(System.Text.Encoding.UTF8.GetBytes(words[1] + "\n"));
                    break;
                case "exit":
                    return int.Parse(words[1]);
            }
        }

        return 0;
    }
}
