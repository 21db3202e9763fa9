using System.Diagnostics;
using System.Globalization;
using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Harness.Runs;

namespace Conformance.Cli.Commands;

/// <summary>
/// How long a container's life takes through the API (create, start, wait, inspect, remove), one after the other: at the fake daemon
/// with its clock let loose, and at a real one where there is one.
/// </summary>
internal sealed class LifeBenchmark(Terminal terminal)
{
    private const int FakeLives = 200;
    private const int RealLives = 5;
    private const double Loose = 10_000;
    private const string Image = "busybox";

    /// <summary>Measures, and prints a line.</summary>
    public async Task Measure()
    {
        await using var daemon = await FakeDaemon.StartAsync(new FakeDaemonOptions { KeepsHistory = false, Speed = Loose });
        await Live(daemon.Address, FakeLives);
        var fake = await Live(daemon.Address, FakeLives);
        var line = string.Create(CultureInfo.InvariantCulture, $"a life     {fake.TotalMilliseconds:0.0} ms at the fake daemon (--speed {Loose:0}), ");
        try
        {
            var real = await LiveAtReal();
            terminal.Out.WriteLine(line + string.Create(CultureInfo.InvariantCulture, $"{real.TotalMilliseconds:0} ms at a real one: {real / fake:0} times as fast"));
        }
        catch (EnvironmentException lacking)
        {
            terminal.Out.WriteLine(line + "not compared with a real one: " + lacking.Message);
        }
    }

    private static async Task<TimeSpan> LiveAtReal()
    {
        await using var daemon = await PrivateDaemon.Start();
        await ImageLoader.Load(daemon.Address, BuiltImage.Build(new ImageRecipe(Image, new ImageConfig())), Image + ":latest");
        await Live(daemon.Address, 1);
        return await Live(daemon.Address, RealLives);
    }

    /// <summary>The mean of some lives.</summary>
    private static async Task<TimeSpan> Live(DockerAddress address, int count)
    {
        using var invoker = EngineTransport.CreateInvoker(address);
        var engine = new HttpDockerEngine(invoker);
        var clock = Stopwatch.StartNew();
        for (var number = 0; number < count; number++)
        {
            var made = await engine.Call(new CreateContainer(null, new ContainerSpec { Image = Image, Cmd = ["true"], HostConfig = new HostConfig { NetworkMode = "none" } }));
            await engine.Call(new StartContainer(made.Id));
            await (await engine.Call(new WaitContainer(made.Id, WaitCondition.NotRunning))).Next();
            var state = (await engine.Call(new InspectContainer(made.Id))).State;
            if (state is not { Status: "exited", ExitCode: 0 })
                throw new InvalidOperationException($"the benchmark's container is {state.Status} with {state.ExitCode}: {state.Error}");
            await engine.Call(new RemoveContainer(made.Id));
        }

        return clock.Elapsed / count;
    }
}
