using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// A Docker daemon, version 20.10.24, without Docker: one life of it, from its start to its end.
///
/// What it does. It answers the operations of the Engine API that containerizers use, with the states, times, words and races of a
/// real daemon (measured; see the tables of the fidelity tests). Containers are real in the only sense that counts here: each run is a
/// process of the simulated world, with argv, environment, output, signals and an exit code.
///
/// Three layers, so that a daemon can die. What is on disk and what runs on the host belongs to a <see cref="DockerHost"/>: records of
/// containers (<see cref="ContainerRecord"/>), images, volumes, the shim and the containers' processes. What the daemon merely holds
/// in memory is here, in <see cref="EngineCore"/> and <see cref="FakeContainer"/>: locks, names being taken, who waits, the ring of
/// events, pulls. Killing the daemon's process drops the second layer in the middle of whatever it does; <see cref="EngineBoot"/> makes a new one
/// from the first.
///
/// The rules.
/// 1. An operation checks first, then works for some milliseconds (from the seed), then takes effect in one step, writes the line
///    of the history and emits the event, in that order, without an await between. So a fault or a death falls before or after an effect.
/// 2. Each container has a lock (<see cref="ContainerGate"/>). A start holds it for its whole time; inspect, wait and kill wait for it.
///    Stop and rm hold nothing while they wait, so that a kill gets through. List waits for nothing.
/// 3. An end of a process is seen twice: by the shim, at once, which writes the true line of the history; and some milliseconds
///    later by the daemon, which only then says <c>exited</c> and answers wait and kill.
/// 4. A client that goes away changes nothing, except that a pull ends with its last client.
/// 5. Nothing here reads a clock, a random generator or a file but the world's; nothing is settled inside a stack that waits for it.
///
/// Where to look: <c>Create/</c> what create refuses and how image and request are merged; <c>Lifecycle/</c> start, exits, kill, stop,
/// pause, rm, wait; <c>Reading/</c> inspect, list, logs, events; <c>Streams/</c> attach; <c>Execs/</c> exec; <c>Health/</c> health checks;
/// <c>Usage/</c> top, stats; <c>Archives/</c> copies, diff, commit; <c>../Images</c> references, store, registry, pulls; <c>../Host</c> what
/// outlives a daemon; <c>../Daemon</c> its process and its clients' connections.
/// </summary>
public sealed class FakeEngine : IEngineService
{
    private readonly ContainerCreation creation;
    private readonly ContainerStarting starting;
    private readonly ContainerSignals signals;
    private readonly ContainerStopping stopping;
    private readonly ContainerPausing pausing;
    private readonly ContainerRemoval removal;
    private readonly ContainerChanges changes;
    private readonly ContainerWaiting waiting;
    private readonly ContainerInspecting inspecting;
    private readonly ContainerListing listing;
    private readonly LogReading logs;
    private readonly EventReading events;
    private readonly ContainerAttaching attaching;
    private readonly ContainerExecs execs;
    private readonly ExecStarting execStarting;
    private readonly ContainerTop top;
    private readonly ContainerStats stats;
    private readonly ContainerCopying copying;
    private readonly ContainerCommitting committing;
    private readonly ImageOperations images;
    private readonly ImageRemoval imageRemoval;
    private readonly ImagePulling pulling;
    private readonly ImageSaving saving;
    private readonly ImageLoading loading;
    private readonly ImageImporting importing;
    private readonly ImageBuilding building;
    private readonly RegistryCalls registries;
    private readonly NetworkOperations networks;
    private readonly NetworkMembers members;
    private readonly VolumeOperations volumes;
    private readonly ContainerPruning pruning;
    private readonly SystemReading system;

    /// <summary>A daemon that knows nothing yet; <see cref="Boot"/> reads what is on the host.</summary>
    public FakeEngine(DockerHost host)
    {
        Core = new EngineCore(host.World, host);
        Exits = new ContainerExits(Core);
        creation = new ContainerCreation(Core);
        execs = new ContainerExecs(Core);
        execStarting = new ExecStarting(Core, execs);
        var health = new HealthChecks(Core, new HealthProbe(Core, execs, execStarting));
        starting = new ContainerStarting(Core, Exits, health);
        signals = new ContainerSignals(Core, Exits);
        stopping = new ContainerStopping(Core, signals, starting);
        pausing = new ContainerPausing(Core, health);
        removal = new ContainerRemoval(Core, signals);
        changes = new ContainerChanges(Core);
        waiting = new ContainerWaiting(Core);
        inspecting = new ContainerInspecting(Core);
        listing = new ContainerListing(Core);
        logs = new LogReading(Core);
        events = new EventReading(Core);
        attaching = new ContainerAttaching(Core);
        top = new ContainerTop(Core);
        stats = new ContainerStats(Core);
        copying = new ContainerCopying(Core);
        committing = new ContainerCommitting(Core);
        images = new ImageOperations(Core);
        imageRemoval = new ImageRemoval(Core);
        pulling = new ImagePulling(Core);
        saving = new ImageSaving(Core);
        loading = new ImageLoading(Core);
        importing = new ImageImporting(Core);
        building = new ImageBuilding(Core, this);
        registries = new RegistryCalls(Core);
        networks = new NetworkOperations(Core);
        members = new NetworkMembers(Core);
        volumes = new VolumeOperations(Core);
        pruning = new ContainerPruning(Core, removal);
        system = new SystemReading(Core, images, listing, volumes);
        Exits.Restart = container => starting.StartLocked(container, byClient: false);
        Exits.Remove = container => removal.Remove(container, container.Id, force: true, volumes: true);
    }

    internal EngineCore Core { get; }

    /// <summary>References of images that are being pulled.</summary>
    internal IReadOnlyList<string> RunningPulls => pulling.Running;

    internal ContainerExits Exits { get; }

    /// <summary>Takes over what is on the host, as a starting daemon does. Runs in the daemon's process.</summary>
    public Task Boot(BootMode mode) => new EngineBoot(Core, Exits, stopping, starting).Boot(mode);

    /// <summary>Stops what runs, as a daemon does that is asked to end without live-restore. Runs in the daemon's process.</summary>
    public Task ShutDown() => new EngineBoot(Core, Exits, stopping, starting).ShutDown();

    /// <inheritdoc/>
    public Task<T> Handle<T>(EngineOperation<T> operation, EngineClient client)
    {
        try
        {
            return (Task<T>)Dispatch(operation, client);
        }
        catch (DockerException e)
        {
            return Task.FromException<T>(e);
        }
    }

    // The most frequent first.
    private Task Dispatch(EngineOperation operation, EngineClient client) => operation switch
    {
        InspectContainer inspect => inspecting.Inspect(inspect),
        CreateContainer create => creation.Create(create),
        StartContainer start => starting.Start(start),
        WaitContainer wait => waiting.Wait(wait),
        ReadLogs read => logs.Read(read),
        KillContainer kill => signals.Kill(kill),
        StopContainer stop => stopping.Stop(stop),
        RemoveContainer remove => removal.Remove(remove),
        ListContainers list => listing.List(list),
        RestartContainer restart => stopping.Restart(restart),
        PauseContainer pause => pausing.Pause(pause),
        UnpauseContainer unpause => pausing.Unpause(unpause),
        RenameContainer rename => changes.Rename(rename),
        UpdateContainer update => changes.Update(update),
        ReadEvents read => events.Read(read),
        AttachContainer attach => attaching.Attach(attach),
        ResizeContainer resize => attaching.Resize(resize),
        CreateExec create => execs.Create(create),
        StartExec start => execStarting.Start(start),
        InspectExec inspect => execs.Inspect(inspect),
        ResizeExec resize => execs.Resize(resize),
        ListProcesses list => top.List(list),
        ReadStats read => stats.Read(read),
        ReadChanges read => committing.Changes(read),
        CommitContainer commit => committing.Commit(commit),
        LookIntoContainer look => copying.Look(look),
        CopyFromContainer copy => copying.CopyOut(copy),
        CopyIntoContainer copy => copying.CopyIn(copy),
        ExportContainer export => copying.Export(export),
        PullImage pull => pulling.Pull(pull, client),
        InspectImage inspect => images.Inspect(inspect),
        ReadVersion => system.Version(),
        Ping => system.Ping(),
        PruneContainers prune => pruning.Prune(prune),
        _ => DispatchImages(operation, client) ?? DispatchNetworks(operation) ?? DispatchSystem(operation),
    };

    private Task? DispatchImages(EngineOperation operation, EngineClient client) => operation switch
    {
        ListImages list => images.List(list),
        TagImage tag => images.Tag(tag),
        RemoveImage remove => imageRemoval.Remove(remove),
        PruneImages prune => imageRemoval.Prune(prune),
        ReadHistory history => images.History(history),
        SaveImage save => saving.Save(save),
        SaveImages save => saving.Save(save),
        LoadImages load => loading.Load(load),
        ImportImage import => importing.Import(import),
        BuildImage build => building.Build(build, client),
        SearchImages search => RegistryCalls.Search(search),
        PushImage push => registries.Push(push),
        _ => null,
    };

    private Task? DispatchNetworks(EngineOperation operation) => operation switch
    {
        ListNetworks list => networks.List(list),
        InspectNetwork inspect => networks.Inspect(inspect),
        CreateNetwork create => networks.Create(create),
        RemoveNetwork remove => networks.Remove(remove),
        PruneNetworks prune => networks.Prune(prune),
        ConnectNetwork connect => members.Connect(connect),
        DisconnectNetwork disconnect => members.Disconnect(disconnect),
        _ => null,
    };

    private Task DispatchSystem(EngineOperation operation) => operation switch
    {
        ListVolumes list => volumes.List(list),
        InspectVolume inspect => volumes.Inspect(inspect),
        CreateVolume create => volumes.Create(create),
        RemoveVolume remove => volumes.Remove(remove),
        PruneVolumes prune => volumes.Prune(prune),
        ReadInfo => system.Info(),
        ReadDiskUsage => system.Usage(),
        Authenticate login => registries.Login(login),
        PruneBuilds prune => system.PruneBuilds(prune),
        ListPlugins list => SystemReading.Plugins(list),
        InspectPlugin inspect => throw EngineErrors.Error(404, $"plugin \"{inspect.Plugin}\" not found"),
        _ => throw EngineErrors.Error(404, "page not found"),
    };
}
