using Conformance.Docker;
using Conformance.FakeDocker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.FakeDocker;

/// <summary>A world with a host, a daemon that is up, the image <c>busybox</c>, and clients.</summary>
internal sealed class EngineWorld
{
    public EngineWorld(ulong seed = 1, Func<IEngineService, IEngineService>? decorate = null, bool usesCgroupV2 = false)
    {
        World = new World(seed, Instant.From(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero)));
        Machine = new SimulatedMachine(World);
        Host = new DockerHost(Machine) { UsesCgroupV2 = usesCgroupV2 };
        Daemon = new DaemonProcess(Host, decorate);
        Engine = new SimulatedConnection(World, Daemon);
        Host.AddImage("busybox", new ImageConfig { Cmd = ["sh"] });
    }

    public World World { get; }

    public SimulatedMachine Machine { get; }

    public DockerHost Host { get; }

    public DaemonProcess Daemon { get; }

    public SimulatedConnection Engine { get; }

    public static ContainerSpec Spec(params string[] command) => new() { Image = "busybox", Cmd = command.Length > 0 ? command : null };

    /// <summary>Runs a client's work to its end, in virtual time; fails with its failure.</summary>
    public void Run(Func<Task> work, double minutes = 60 * 24)
    {
        Daemon.Start();
        var client = Client("client", work);
        var outcome = World.Run(() => !client.IsAlive, World.Now + TimeSpan.FromMinutes(minutes));
        if (client.Failure is { } failure)
            Assert.Fail(failure.ToString());
        Assert.That(outcome.End, Is.EqualTo(WorldEnd.Finished), outcome.Detail);
    }

    public SimProcess Client(string name, Func<Task> work) => World.Start(
        name,
        async _ =>
        {
            await work();
            return 0;
        },
        World.Init);

    public Task<T> Call<T>(EngineOperation<T> operation) => Engine.Call(operation);

    /// <summary>Creates and starts; the answer is the id.</summary>
    public async Task<string> Started(string name, params string[] command) => await Started(name, Spec(command));

    public async Task<string> Started(string name, ContainerSpec spec)
    {
        var id = (await Call(new CreateContainer(name, spec))).Id;
        await Call(new StartContainer(id));
        return id;
    }

    /// <summary>Waits for the end of what runs; its exit code.</summary>
    public async Task<long> Waited(string container, WaitCondition condition = WaitCondition.NotRunning) =>
        (await (await Call(new WaitContainer(container, condition))).Next())!.StatusCode;

    public async Task<ContainerState> State(string container) => (await Call(new InspectContainer(container))).State;

    /// <summary>Status and message with which a call fails.</summary>
    public async Task<(int? Status, string Message)> Refused<T>(EngineOperation<T> operation)
    {
        try
        {
            await Call(operation);
        }
        catch (DockerException e) when (e.Failure == DockerFailure.Answered)
        {
            return (e.Status, e.Message);
        }

        throw new AssertionException($"{operation.Name} was not refused");
    }

    /// <summary>How a task fails.</summary>
    public static async Task<(DockerFailure How, string Message)> Failure(Task task)
    {
        try
        {
            await task;
        }
        catch (DockerException e)
        {
            return (e.Failure, e.Message);
        }

        throw new AssertionException("It did not fail.");
    }

    public static async Task<List<T>> All<T>(EngineStream<T> stream)
        where T : class
    {
        List<T> items = [];
        while (await stream.Next() is { } item)
            items.Add(item);
        return items;
    }

    public Task Pause(double seconds) => World.Delay(TimeSpan.FromSeconds(seconds));

    /// <summary>Events of a time, as <c>type action</c> with the attribute that matters.</summary>
    public async Task<List<string>> EventsSince(Instant since)
    {
        var events = await All(await Call(new ReadEvents(since, World.Now)));
        return [.. events.Select(Describe)];
    }

    private static string Describe(EngineEvent happened)
    {
        var attributes = happened.Actor.Attributes;
        var more = attributes.GetValueOrDefault("exitCode") ?? attributes.GetValueOrDefault("signal");
        var type = happened.Type == "container" ? "" : happened.Type + " ";
        return type + happened.Action + (more is null ? "" : " " + more);
    }
}
