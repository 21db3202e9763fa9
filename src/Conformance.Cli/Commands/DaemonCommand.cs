using System.CommandLine;
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
        var scenario = new Option<string?>("--scenario") { Description = "File whose images, foreign containers and faults it has. Default: busybox and alpine." };
        var cases = new Option<string?>("--case") { Description = "Which case of that file: a part of its name." };
        var speed = new Option<string>("--speed") { Description = "Seconds of its clock in one of the wall's.", DefaultValueFactory = _ => "1" };
        var seed = new Option<string>("--seed") { Description = "Seed of ids, names and durations.", DefaultValueFactory = _ => "0" };
        var newest = new Option<string>("--api-version") { Description = "Newest version of the Engine API that it speaks.", DefaultValueFactory = _ => DockerHost.MeasuredApi.ToString() };
        var trace = new Option<string?>("--trace") { Description = "File to which the history is written." };
        var command = new Command("daemon", "Runs a fake Docker daemon on a socket, for the docker program and other clients, until Ctrl-C.")
        {
            socket, tcp, scenario, cases, speed, seed, newest, trace,
        };
        command.SetAction(async (parsed, _) =>
        {
            await using var lines = parsed.GetValue(trace) is { } file ? new StreamWriter(file) : null;
            return await Serve(terminal, new FakeDaemonOptions
            {
                Address = AddressOf(parsed.GetValue(socket), parsed.GetValue(tcp)),
                Scenario = parsed.GetValue(scenario) is { } path ? Find(path, parsed.GetValue(cases)) : null,
                Speed = Values.Positive("--speed", parsed.GetValue(speed)!),
                Seed = Values.Seed("--seed", parsed.GetValue(seed)!),
                NewestApi = Newest(parsed.GetValue(newest)!),
                KeepsHistory = false,
                OnCall = new CallLog(terminal.Out).Write,
                OnEvent = line => lines?.WriteLine($"{line.Time} {line.Actor} {line.Data.Kind} {line.Data.Describe()}"),
            });
        });
        return command;
    }

    private static async Task<int> Serve(Terminal terminal, FakeDaemonOptions options)
    {
        await using var daemon = await FakeDaemon.StartAsync(options);
        terminal.Error.WriteLine($"A fake Docker daemon listens. To use it: export DOCKER_HOST={daemon.Address}");
        var interrupted = Task.Delay(Timeout.InfiniteTimeSpan, terminal.Interrupted);
        if (await Task.WhenAny(interrupted, daemon.Broken) == interrupted)
            return ExitCodes.Held;
        throw new InvalidOperationException("the simulation broke: " + await daemon.Broken);
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
        (null, { } address) => Loopback(DockerAddress.Parse("tcp://" + address), address),
        (null, null) => throw new UsageException("daemon needs a place to listen: --socket PATH or --tcp 127.0.0.1:PORT."),
        _ => throw new UsageException("daemon listens in one place: --socket or --tcp, not both."),
    };

    // Whoever reaches the socket may do everything that a daemon can.
    private static DockerAddress Loopback(DockerAddress address, string text) =>
        address.EndPoint is System.Net.IPEndPoint point && System.Net.IPAddress.IsLoopback(point.Address)
            ? address
            : throw new UsageException($"--tcp '{text}': expected an address of this host alone, such as 127.0.0.1:2375.");

    private static Scenario Find(string path, string? part)
    {
        var found = new ScenarioReader().ReadFile(path).Where(scenario => scenario.Name.Contains(part ?? "", StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1
            ? found[0]
            : throw new UsageException($"{path} has {found.Count} cases{(part is null ? "" : $" with '{part}' in their name")}: choose one with --case.");
    }
}
