using System.Globalization;
using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Harness.Runs;

namespace Conformance.Cli.Commands;

/// <summary>
/// Requests a second of the fake daemon and of an empty server, over the same number of connections. They take many short turns, so
/// that what else the machine does meets both; of each ratio the median over the rounds counts.
/// </summary>
internal sealed class RateBenchmark(Terminal terminal)
{
    private const int Connections = 32;
    private const int Containers = 8;
    private const int Rounds = 41;

    // While code is still being compiled.
    private const int RoundsBefore = 5;

    /// <summary>Measures, and prints a line for each thing asked.</summary>
    public async Task Measure(TimeSpan time)
    {
        await using var daemon = await FakeDaemon.StartAsync(new FakeDaemonOptions { KeepsHistory = false });
        var emptyAddress = DockerAddress.OfSocket(daemon.Address.SocketPath + ".empty");
        await using var empty = await EmptyServer.Start(emptyAddress);
        await MakeContainers(daemon.Address);
        using var baseline = await RequestLoad.Connect(emptyAddress, "/_ping", Connections);
        foreach (var (name, target) in new[]
        {
            ("_ping", "/_ping"),
            ("inspect", "/v1.41/containers/bench0/json"),
            ($"list of {Containers}", "/v1.41/containers/json"),
        })
        {
            using var load = await RequestLoad.Connect(daemon.Address, target, Connections);
            var rounds = Enumerable.Range(0, RoundsBefore + Rounds).Select(_ => (Empty: baseline.Run(time), Fake: load.Run(time))).Skip(RoundsBefore).ToList();
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-10} {Median(rounds, round => round.Fake.PerSecond),7:0} requests/s, {Median(rounds, round => round.Fake.PerSecond / round.Empty.PerSecond):0.00} of an empty server's {Median(rounds, round => round.Empty.PerSecond):0}; "
                + $"{Median(rounds, round => round.Fake.Processor.TotalMicroseconds):0} us of processor each, {Median(rounds, round => round.Empty.Processor.TotalMicroseconds):0} at the empty one"));
        }
    }

    private static async Task MakeContainers(DockerAddress address)
    {
        using var invoker = EngineTransport.CreateInvoker(address);
        var engine = new HttpDockerEngine(invoker);
        for (var number = 0; number < Containers; number++)
        {
            var name = $"bench{number}";
            await engine.Call(new CreateContainer(name, new ContainerSpec { Image = "busybox", Cmd = ["sleep", "100000"] }));
            await engine.Call(new StartContainer(name));
        }
    }

    private static double Median<T>(IReadOnlyList<T> rounds, Func<T, double> value)
    {
        double[] ordered = [.. rounds.Select(value).Order()];
        return ordered[ordered.Length / 2];
    }
}
