using System.Text;
using Conformance.Docker;
using Conformance.FakeDocker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.FakeDocker.Cli;

/// <summary>A world with a daemon, an image <c>busybox</c> and the docker program; runs one program after the other.</summary>
internal sealed class SimulatedDocker
{
    private readonly List<string> sent = [];

    public SimulatedDocker()
    {
        World = new World(1, Instant.Epoch + TimeSpan.FromDays(365 * 50));
        Machine = new SimulatedMachine(World);
        Host = new DockerHost(Machine);
        Host.AddImage("busybox");
        Host.Registry.Add(new RegistryImage
        {
            Reference = "127.0.0.1:1/nosuch:1",
            Fault = new RefusedPull(500, "Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused"),
        });
        Daemon = new DaemonProcess(Host);
        Daemon.Start();
        Conformance.FakeDocker.DockerProgram.Install(Machine, () => new RecordingEngine(new SimulatedConnection(World, Daemon), sent), address: "unix:///var/run/docker.sock");
        HostShell.Install(Machine);
    }

    public World World { get; }

    public SimulatedMachine Machine { get; }

    public DockerHost Host { get; }

    public DaemonProcess Daemon { get; }

    /// <summary>Runs <c>docker ARGUMENTS</c> to its end.</summary>
    public (string Stdout, string Stderr, int? Code) Run(params IReadOnlyList<string> arguments) => RunProgram(["docker", .. arguments]);

    /// <summary>Runs any program of the host to its end.</summary>
    public (string Stdout, string Stderr, int? Code) RunProgram(IReadOnlyList<string> command)
    {
        ProcessExit? exit = null;
        World.Start("shell", async _ =>
        {
            var child = await Machine.Processes.Start(new ProcessSpec(command));
            exit = await child.Exit;
            return 0;
        });
        var outcome = World.Run(() => exit is not null, World.Now + TimeSpan.FromMinutes(10));
        return exit is null
            ? ("", $"not ended: {outcome}", null)
            : (Encoding.UTF8.GetString(exit.StandardOutput), Encoding.UTF8.GetString(exit.StandardError), exit.Code);
    }

    /// <summary>What the docker program has sent since the last time.</summary>
    public IReadOnlyList<string> TakeRequests()
    {
        var taken = sent.ToArray();
        sent.Clear();
        return taken;
    }

    /// <summary>Names of the requests that the daemon has got, in order.</summary>
    public IReadOnlyList<string> Requests => [.. World.History.Events.Select(line => line.Data).OfType<EngineReceived>().Select(received => received.Operation)];
}
