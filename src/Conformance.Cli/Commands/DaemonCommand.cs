using System.CommandLine;
using System.Net;
using Conformance.Docker;
using Conformance.FakeDocker;
using Conformance.Gateway;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Cli.Commands;

/// <summary><c>daemon</c>: a fake Docker daemon on a socket, for real clients.</summary>
internal static class DaemonCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var socket = new Option<string?>("--socket") { Description = "Path of the UNIX socket to listen on." };
        var tcp = new Option<string?>("--tcp") { Description = "Address to listen on instead, such as 127.0.0.1:2375." };
        var expose = new Option<bool>("--expose") { Description = "Lets --tcp be an address that other hosts reach. Whoever reaches it may do all that a daemon lets its clients do." };
        var scenario = new Option<string?>("--scenario") { Description = "File whose images, foreign containers and faults it has. Default: busybox and alpine." };
        var cases = new Option<string?>("--case") { Description = "Which case of that file: a part of its name." };
        var personality = new Option<string[]>("--personality") { Description = "Reported bug that it has, as `personalities` lists them; may be said again." };
        var speed = new Option<string>("--speed") { Description = "Seconds of its clock in one of the wall's.", DefaultValueFactory = _ => "1" };
        var seed = new Option<string>("--seed") { Description = "Seed of ids, names and durations.", DefaultValueFactory = _ => "0" };
        var newest = new Option<string>("--api-version") { Description = "Newest version of the Engine API that it speaks.", DefaultValueFactory = _ => DockerHost.MeasuredApi.ToString() };
        var trace = new Option<string?>("--trace") { Description = "File to which the history is written." };
        var command = new Command("daemon", "Runs a fake Docker daemon on a socket, for the docker program and other clients, until Ctrl-C.")
        {
            socket, tcp, expose, scenario, cases, personality, speed, seed, newest, trace,
        };
        command.SetAction(async (parsed, _) =>
        {
            var address = AddressOf(parsed.GetValue(socket), parsed.GetValue(tcp));
            MindExposure(address, parsed.GetValue(expose), terminal.Error);
            await using var lines = parsed.GetValue(trace) is { } file ? new StreamWriter(file) : null;
            var bugs = Bugs(parsed.GetValue(personality) ?? []);
            var screen = terminal.IsInteractive ? new DaemonScreen(terminal) : null;
            return await Serve(terminal, screen, bugs, new FakeDaemonOptions
            {
                Address = address,
                Scenario = parsed.GetValue(scenario) is { } path ? Find(path, parsed.GetValue(cases)) : null,
                Speed = Values.Positive("--speed", parsed.GetValue(speed)!),
                Seed = Values.Seed("--seed", parsed.GetValue(seed)!),
                NewestApi = Newest(parsed.GetValue(newest)!),
                KeepsHistory = false,
                OnCall = screen is null ? new CallLog(terminal.Out).Write : screen.Add,
                OnEvent = line =>
                {
                    lines?.WriteLine($"{line.Time} {line.Actor} {line.Data.Kind} {line.Data.Describe()}");
                    screen?.Add(line);
                },
            });
        });
        return command;
    }

    private static async Task<int> Serve(Terminal terminal, DaemonScreen? screen, IReadOnlyList<Personality> personalities, FakeDaemonOptions options)
    {
        await using var daemon = await FakeDaemon.StartAsync(options);
        foreach (var personality in personalities)
            daemon.Add(personality);
        terminal.Error.WriteLine($"A fake Docker daemon listens. To use it: export DOCKER_HOST={daemon.Address}");
        var isBroken = daemon.Broken;
        await (screen?.Show(daemon, terminal.Interrupted) ?? Task.WhenAny(Task.Delay(Timeout.InfiniteTimeSpan, terminal.Interrupted), isBroken));
        if (!isBroken.IsCompleted)
            return ExitCodes.Held;
        throw new InvalidOperationException("the simulation broke: " + await isBroken);
    }

    private static ApiVersion Newest(string text)
    {
        var oldest = new DaemonIdentity().Oldest;
        return ApiVersion.Parse(text) is { } version && version.CompareTo(oldest) >= 0 && version.CompareTo(DockerHost.MeasuredApi) <= 0
            ? version
            : throw new UsageException($"--api-version '{text}': expected a version from {oldest} to {DockerHost.MeasuredApi}.");
    }

    private static DockerAddress AddressOf(string? socket, string? tcp) => (socket, tcp) switch
    {
        ({ } path, null) => DockerAddress.OfSocket(Path.GetFullPath(path)),
        (null, { } address) => DockerAddress.Parse("tcp://" + address),
        (null, null) => throw new UsageException("daemon needs a place to listen: --socket PATH or --tcp 127.0.0.1:PORT."),
        _ => throw new UsageException("daemon listens in one place: --socket or --tcp, not both."),
    };

    private static void MindExposure(DockerAddress address, bool isAllowed, TextWriter error)
    {
        if (address.SocketPath is not null)
            return;
        var text = address.Text["tcp://".Length..];
        if (address.EndPoint is not IPEndPoint point)
            throw new UsageException($"--tcp '{text}': expected an address in numbers, such as 127.0.0.1:2375.");
        if (IPAddress.IsLoopback(point.Address))
            return;
        if (!isAllowed)
            throw new UsageException($"--tcp '{text}' can be reached from other hosts: choose an address of this host alone, such as 127.0.0.1:2375, or say --expose.");
        error.WriteLine($"conformance: warning: {address} is open to other hosts, without a password: whoever reaches it can do all that a daemon lets its clients do, read the images and files loaded into it, and fill this host's memory.");
    }

    private static List<Personality> Bugs(IReadOnlyList<string> names) => [.. names.Select(name =>
    {
        var near = NearestWord.Of(name, Personality.All.Select(personality => personality.Name)) is { } nearest ? $"did you mean '{nearest}'? " : "";
        return Personality.Find(name) ?? throw new UsageException($"--personality '{name}': {near}`conformance personalities` lists those that there are.");
    })];

    private static Scenario Find(string path, string? part)
    {
        var found = new ScenarioReader().ReadFile(path).Where(scenario => scenario.Name.Contains(part ?? "", StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1
            ? found[0]
            : throw new UsageException($"{path} has {found.Count} cases{(part is null ? "" : $" with '{part}' in their name")}: choose one with --case.");
    }
}
