using System.Globalization;
using Conformance.Containerizer;
using Conformance.Docker;
using Conformance.FakeDocker;
using Conformance.Faults;
using Conformance.Harness.Checks;
using Conformance.Harness.Scenarios;
using Conformance.Harness.Subjects;
using Conformance.Simulation;
using GroundTruth = Conformance.Harness.Checks.GroundTruth;

namespace Conformance.Harness.Runs;

/// <summary>The simulated host of one run: machine, daemon, images, registry, containers of others, the docker program.</summary>
internal sealed class SimStage
{
    private const string Registry = "registry.test/";
    private const string GuardedRegistry = "guarded.test/";
    private const string DockerProgram = "docker";
    private readonly Dictionary<string, string> references = new(StringComparer.Ordinal);
    private readonly Scenario scenario;

    /// <summary>Sets it up; the daemon starts with the run.</summary>
    /// <param name="world">The world.</param>
    /// <param name="scenario">What there is.</param>
    /// <param name="names">Learns the references of images.</param>
    /// <param name="plan">Faults between daemon and clients; null for nobody there.</param>
    /// <param name="served">What real clients, who are answered in full, see of it; null in a simulation.</param>
    public SimStage(World world, Scenario scenario, IContainerNames names, FaultPlan? plan, ServedHost? served = null)
    {
        World = world;
        this.scenario = scenario;
        Machine = new SimulatedMachine(world);
        Host = new DockerHost(Machine, served?.HasBridge ?? true)
        {
            UsesCgroupV2 = scenario.Cgroups == "v2",
            AnswersInFull = served is not null,
            NewestApi = served?.NewestApi ?? DockerHost.MeasuredApi,
            HostName = served?.HostName ?? DockerHost.UsualName,
        };
        foreach (var network in scenario.Networks)
            Host.AddNetwork(network);
        foreach (var image in scenario.Images)
        {
            AddImage(image);
            names.AddImage(image.Name, Reference(image.Name));
        }

        Files = new ScenarioFiles(scenario, Machine, "/srv/files", (scenario.Images.Any(image => image.Login is not null) ? GuardedRegistry : Registry).TrimEnd('/'));
        Machine.Processes.Install(Fetcher.Program, run => new Fetcher(Machine, run.Environment, run.WriteError).Run());
        foreach (var foreign in scenario.Foreign)
            AddForeign(foreign);
        Daemon = new DaemonProcess(Host, plan is null ? null : engine => new FaultyEngineService(engine, plan, names));
        FakeDocker.DockerProgram.Install(Machine, () => new SimulatedConnection(World, Daemon), DockerProgram);
        HostShell.Install(Machine);
        ExecutorProgram.Install(Machine);
        Daemon.Start();
    }

    /// <summary>The world.</summary>
    public World World { get; }

    /// <summary>The host's machine.</summary>
    public SimulatedMachine Machine { get; }

    /// <summary>What outlives a daemon.</summary>
    public DockerHost Host { get; }

    /// <summary>The daemon.</summary>
    public DaemonProcess Daemon { get; }

    /// <summary>Reference of an image by its name in the scenario; what is no name of it is a reference itself.</summary>
    public string Reference(string image) => references.GetValueOrDefault(image, image);

    /// <summary>What launches can fetch.</summary>
    public ScenarioFiles Files { get; }

    /// <summary>Lets faults act at the points inside of the daemon.</summary>
    public void MindPointsInside(PointFaults points)
    {
        Host.BeforeExitIsNoticed = (id, _) => points.PassInside("exit.notice", id);
        Host.BeforeRemovalEnds = (id, _) => points.PassInside("removal.finish", id);
    }

    /// <summary>Containers that really exist, and processes of some that do not any more.</summary>
    public IReadOnlyList<RealContainer> Containers()
    {
        var truth = Host.Truth;
        var containers = new List<RealContainer>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in truth.Containers)
        {
            known.Add(container.Id);
            containers.Add(new RealContainer(container.Id, container.Name, container.Status, container.LiveProcesses, container.Labels, container.IsForeign)
            {
                Figures = container.LiveProcesses > 0 ? CgroupReading.Read(container.Id, Machine.Disk.Files.Read) : null,
            });
        }

        foreach (var run in truth.LiveRuns)
        {
            if (!known.Contains(run.Id))
                containers.Add(new RealContainer(run.Id, run.Name, "removed", 1, new Dictionary<string, string>(), false));
        }

        return containers;
    }

    /// <summary>What is left.</summary>
    public GroundTruth Truth(IEnumerable<AgentTask> tasks)
    {
        var children = new List<string>();
        foreach (var process in World.Processes)
        {
            if (process.Arguments is [DockerProgram, ..] || (process.Arguments is [var program, ..] && program.EndsWith(Fetcher.Program, StringComparison.Ordinal)))
                children.Add(string.Join(' ', process.Arguments));
        }

        return new GroundTruth(Containers(), children, Sandboxes(tasks))
        {
            UnusedVolumes = Host.Truth.UnusedVolumes,
            Pulls = Daemon.RunningPulls,
            TakenNames = Daemon.TakenNames,
        };
    }

    private Dictionary<string, SandboxOutput> Sandboxes(IEnumerable<AgentTask> tasks)
    {
        var sandboxes = new Dictionary<string, SandboxOutput>(StringComparer.Ordinal);
        if (scenario.Expect.Logs.Count == 0)
            return sandboxes;
        var files = Machine.Disk.Files;
        foreach (var task in tasks)
            sandboxes[task.ContainerId] = new SandboxOutput(files.Read(task.Run.Stdout) ?? [], files.Read(task.Run.Stderr) ?? []);
        return sandboxes;
    }

    private void AddImage(ImageSettings image)
    {
        var config = ImageConfigs.Of(image);
        if (image.Pull is not { } pull)
        {
            references[image.Name] = image.Name;
            Host.AddImage(image.Name, config, size: image.Layers.Sum(layer => layer.Bytes));
            return;
        }

        var reference = references[image.Name] = (image.Login is null ? Registry : GuardedRegistry) + image.Name;
        var number = 0;
        Host.Registry.Add(new RegistryImage
        {
            Reference = reference,
            Config = config,
            Layers = [.. image.Layers.Select(layer => new RegistryLayer(LayerId(image.Name, ++number), layer.Bytes))],
            PullTime = pull,
            Login = image.Login,
            Fault = Fault(reference, image.Registry),
        });
    }

    private static RegistryFault? Fault(string reference, RegistrySettings? settings)
    {
        int? times = settings is { Times: > 0 } ? settings.Times : null;
        return settings switch
        {
            { Fails: { } message } => RegistryRefusal.Of(reference, settings.Status, message) with { Times = times },
            { CutLayer: { } layer } => new CutLayer(layer - 1) { Times = times },
            { StallLayer: { } layer } => new StalledLayer(layer - 1, settings.For) { Times = times },
            _ => null,
        };
    }

    private static string LayerId(string image, int number) =>
        RunToken.HashOf(System.Text.Encoding.UTF8.GetBytes(image)).ToString("x8", CultureInfo.InvariantCulture) + number.ToString("x4", CultureInfo.InvariantCulture);

    private void AddForeign(ForeignContainer foreign)
    {
        var spec = new ContainerSpec
        {
            Image = Reference(foreign.Image),
            Cmd = foreign.Command.Count == 0 ? null : foreign.Command,
            Labels = foreign.Labels,
            HostConfig = new HostConfig { NetworkMode = "host" },
        };
        Host.AddContainer(foreign.Name, spec, isRunning: foreign.State == "running", wasStarted: foreign.State != "created");
    }
}
