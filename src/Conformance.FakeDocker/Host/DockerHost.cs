using Conformance.Docker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// Everything of a Docker installation that outlives the daemon's process: what is on its disk (containers, images, volumes)
/// and what runs on the host (the shim and the containers' processes). A daemon is started on it, dies, and is started again.
/// </summary>
public sealed class DockerHost
{
    private readonly List<TrueRun> runs = [];

    /// <summary>An installation without images and containers.</summary>
    /// <param name="machine">The host that it is on.</param>
    /// <param name="hasBridge">Whether it has a default network; without one, its daemon is started with <c>--bridge=none</c>.</param>
    public DockerHost(SimulatedMachine machine, bool hasBridge = true)
    {
        Machine = machine;
        World = machine.World;
        Shim = new Shim(this);
        BootTime = World.Now;
        HasBridge = hasBridge;
        if (hasBridge)
            Networks.Add(FakeNetwork.DefaultBridge(Hex.Random(World), BootTime));
        foreach (var (network, driver) in new[] { ("host", "host"), ("none", "null") })
            Networks.Add(new FakeNetwork { Id = Hex.Random(World), Name = network, Created = BootTime, Driver = driver });
        machine.Disk.Mount("/proc", new ProcFiles(this));
        machine.Disk.Mount("/sys/fs/cgroup", new CgroupFiles(this));
    }

    /// <summary>The host's machine: disk for bind mounts, processes.</summary>
    public SimulatedMachine Machine { get; }

    /// <summary>The world.</summary>
    public World World { get; }

    /// <summary>Whether there is a default network.</summary>
    public bool HasBridge { get; }

    /// <summary>Where missing images come from.</summary>
    public FakeRegistry Registry { get; } = new();

    /// <summary>The daemon's images.</summary>
    public ImageStore Images { get; } = new();

    /// <summary>Cgroups as a kernel with the unified hierarchy shows them. Default: version 1. Set it before anything runs.</summary>
    public bool UsesCgroupV2 { get; init; }

    /// <summary>
    /// Whether answers have all members that a real daemon's have, or only those that somebody here reads: a simulation asks so often
    /// that the difference is felt. Default: false.
    /// </summary>
    public bool AnswersInFull { get; init; }

    /// <summary>The API of the daemon that was measured, 20.10.24.</summary>
    public static ApiVersion MeasuredApi { get; } = new(1, 41);

    /// <summary>Newest version of the API that the daemon speaks. Default: <see cref="MeasuredApi"/>.</summary>
    public ApiVersion NewestApi { get; init; } = MeasuredApi;

    /// <summary>Name of the host, which containers on the host network have too.</summary>
    public string HostName { get; init; } = UsualName;

    /// <summary>What a host is called that nobody gave a name.</summary>
    public const string UsualName = "agent-host";

    /// <summary>Names of the volumes, in ordinal order: a leak if nobody uses them.</summary>
    public IReadOnlyCollection<string> Volumes => VolumeTable.Keys;

    /// <summary>What really is, whatever the daemon answers.</summary>
    public GroundTruth Truth => new(this);

    /// <summary>
    /// Called in the daemon with id and name of a container whose process has ended, before the daemon notices: an exit that is
    /// seen late, or never, while kill and stop wait. Null: nothing. Set by the runner.
    /// </summary>
    public Func<string, string, Task>? BeforeExitIsNoticed { get; set; }

    /// <summary>
    /// Called in the daemon with id and name of a container in state <c>removing</c>, before it is gone. What it takes lengthens that state; a
    /// <see cref="DockerException"/> (device or resource busy) is the answer of rm and leaves the container <c>dead</c>, for another rm.
    /// Null: nothing. Set by the runner.
    /// </summary>
    public Func<string, string, Task>? BeforeRemovalEnds { get; set; }

    /// <summary>
    /// A folder that containers find on another host when it, or what is in it, is mounted into them. Null: there is none. Set it before
    /// anything runs.
    /// </summary>
    public SharedFolder? Shared { get; set; }

    /// <summary>Where processes stand for those of containers. Null: nowhere. Set it before anything runs.</summary>
    public IStandIns? StandIns { get; set; }

    internal Instant BootTime { get; }

    internal Shim Shim { get; }

    /// <summary>By id of their creation, oldest first.</summary>
    internal List<ContainerRecord> Records { get; } = [];

    /// <summary>Live runs by host pid.</summary>
    internal SortedDictionary<int, ContainerTask> Tasks { get; } = [];

    /// <summary>By name.</summary>
    internal SortedDictionary<string, FakeVolume> VolumeTable { get; } = new(StringComparer.Ordinal);

    internal NetworkTable Networks { get; } = new();

    internal IReadOnlyList<TrueRun> Runs => runs;

    /// <summary>Puts an image into the daemon's store, as if it had been built or pulled before.</summary>
    /// <param name="reference">With or without tag.</param>
    /// <param name="config">What containers inherit; null for nothing.</param>
    /// <param name="programs">Which programs it has; null for all that are known.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="files">Files by absolute path; null for none.</param>
    public FakeImage AddImage(
        string reference, ImageConfig? config = null, ProgramTable? programs = null, long size = 1_000_000, IReadOnlyDictionary<string, ImageFile>? files = null)
    {
        if (!DaemonReference.TryRead(reference, out var parsed, out var error))
            throw new ArgumentException($"image reference '{reference}': {error}", nameof(reference));
        var image = ImageIds.Of(config, parsed.Full(), size, files ?? FakeImage.NoFiles) with { Programs = programs };
        Images.Add(image, parsed.Full());
        return image;
    }

    /// <summary>Makes a network, as a user did before.</summary>
    public void AddNetwork(string name) => Networks.Add(new FakeNetwork
    {
        Id = Hex.Random(World),
        Name = name,
        Created = BootTime,
        Driver = "bridge",
        Pool = AddressPool.Defaults.First(pool => Networks.All.All(other => other.Pool?.Overlaps(pool) != true)),
    });

    /// <summary>
    /// Puts a container there, as if it had been made before; a running one runs from now on. Before the daemon's first start.
    /// Throws <see cref="DockerException"/> for what create or start would refuse.
    /// </summary>
    /// <param name="name">Without slash.</param>
    /// <param name="spec">What create would be asked; its image must be here.</param>
    /// <param name="isRunning">Or exited with 0.</param>
    /// <param name="isForeign">Nothing to do with the subject: ground truth tells it apart.</param>
    /// <param name="wasStarted">False: created and never started, whatever <paramref name="isRunning"/> says.</param>
    /// <returns>Its id.</returns>
    public string AddContainer(string name, ContainerSpec spec, bool isRunning = true, bool isForeign = true, bool wasStarted = true)
    {
        var image = Images.Find(spec.Image, out _) ?? throw EngineErrors.NoSuchImage(spec.Image);
        var record = ContainerBuilder.Build(this, Hex.Random(World), name, spec, image, isForeign, []);
        Records.Add(record);
        foreach (var mount in record.Mounts)
        {
            if (mount.Name is { } volume)
                VolumeTable.TryAdd(volume, new FakeVolume(volume, World.Now));
        }

        World.History.Add(isForeign ? "foreign" : EngineCore.Actor, new ContainerCreated(record.Id, name, spec, record.CommandLine));
        if (!wasStarted)
            return record.Id;
        record.StartedAt = World.Now;
        record.HasLogFile = true;
        EnterSandbox(record, Hex.Of($"sandbox {record.Id}"));
        if (isRunning)
            Begin(record, image.Programs ?? ProgramTable.Busybox);
        else
            record.FinishedAt = World.Now;
        return record.Id;
    }

    /// <summary>A start, also one that fails after this, has made a container's network namespace.</summary>
    internal void EnterSandbox(ContainerRecord record, string id)
    {
        record.SandboxId = id;
        if (AnswersInFull)
            record.HostConfig = FullContainer.WithRuntime(record.HostConfig);
    }

    /// <summary>
    /// Ends a container's program from outside the daemon, as a kill from the host or the kernel's lack of memory does. False if it
    /// does not run. The daemon notices later.
    /// </summary>
    /// <param name="id">Full id.</param>
    /// <param name="signal">KILL ends every program; others are delivered to it.</param>
    /// <param name="isOutOfMemory">The kernel's doing: signal 9 with the mark.</param>
    public bool Strike(string id, int signal = Signals.Kill, bool isOutOfMemory = false)
    {
        foreach (var task in Tasks.Values)
        {
            if (task.Record.Id != id || !task.Process.IsAlive)
                continue;
            task.WasOutOfMemory = isOutOfMemory;
            return World.Signal(task.Process, isOutOfMemory ? Signals.Kill : signal);
        }

        return false;
    }

    private void Begin(ContainerRecord record, ProgramTable programs)
    {
        var environment = ProcessEnvironment.Of(record);
        var folder = record.Config.WorkingDir.Length > 0 ? record.Config.WorkingDir : "/";
        var lookup = programs.Find(record.CommandLine[0], environment, folder, record.Files);
        if (lookup.Result != ProgramLookupResult.Found)
            throw EngineErrors.Bad(lookup.StartError);
        var task = Shim.Begin(record, environment, folder, programs);
        record.IsRunning = true;
        record.Pid = task.Process.Pid;
    }

    /// <summary>The disk that has a path of the host.</summary>
    internal IDisk DiskOf(string path) => Shared is { } shared && shared.Has(path) ? shared.Disk : Machine.Disk;

    internal Task ExitMayBeNoticed(ContainerTask task) =>
        BeforeExitIsNoticed?.Invoke(task.Record.Id, task.Record.Name) ?? Task.CompletedTask;

    internal void NoteRun(ContainerTask task) => runs.Add(
        new TrueRun(task.Record.Id, task.Record.Name, task.Process.Pid, task.Record.CommandLine, task.Environment, task.ExitCode)
        {
            EndedAt = task.EndedAt,
            WasOutOfMemory = task.WasOutOfMemory,
        });

    /// <summary>The last run of a container that ended; null if none did.</summary>
    internal TrueRun? LastEnd(string id) => runs.FindLast(run => run.Id == id);

    /// <summary>The programs of a container's image.</summary>
    internal ProgramTable ProgramsOf(ContainerRecord record)
    {
        foreach (var image in Images.Images)
        {
            if (image.Id == record.ImageId)
                return image.Programs ?? ProgramTable.Busybox;
        }

        return ProgramTable.Busybox;
    }
}
