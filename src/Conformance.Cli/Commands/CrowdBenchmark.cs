using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Conformance.Docker;
using Conformance.Gateway;
using Conformance.Harness.Runs;

namespace Conformance.Cli.Commands;

/// <summary>What thousands of answers that do not end take of memory and threads, and how long the daemon needs to end with them open.</summary>
internal sealed class CrowdBenchmark(Terminal terminal)
{
    private const int Containers = 1000;
    private const int Waits = 2000;
    private const int EventStreams = 500;
    private const int LogFollowers = 200;

    /// <summary>Measures, and prints a line.</summary>
    public async Task Measure()
    {
        var daemon = await FakeDaemon.StartAsync(new FakeDaemonOptions { KeepsHistory = false, Speed = 100 });
        await MakeContainers(daemon.Address);
        var (memory, threads) = (GC.GetTotalMemory(forceFullCollection: true), ThreadPool.ThreadCount);
        List<Socket> open = [];
        await Open(daemon.Address, open, Waits, number => $"POST /containers/c{number % Containers}/wait");
        await Open(daemon.Address, open, EventStreams, _ => "GET /events");
        await Open(daemon.Address, open, LogFollowers, number => $"GET /containers/c{number}/logs?follow=1&stdout=1");
        var each = (GC.GetTotalMemory(forceFullCollection: true) - memory) / open.Count;
        var clock = Stopwatch.StartNew();
        var threadsNow = ThreadPool.ThreadCount;
        await daemon.DisposeAsync();
        terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"a crowd    {Containers} containers, {Waits} waits, {EventStreams} event streams, {LogFollowers} log followers: {each / 1024.0:0.0} KiB each, {threadsNow} pool threads (before: {threads}), ended in {clock.Elapsed.TotalMilliseconds:0} ms"));
        foreach (var socket in open)
            socket.Dispose();
    }

    private static async Task MakeContainers(DockerAddress address)
    {
        using var invoker = EngineTransport.CreateInvoker(address);
        var engine = new HttpDockerEngine(invoker);
        for (var number = 0; number < Containers; number++)
        {
            await engine.Call(new CreateContainer($"c{number}", new ContainerSpec { Image = "busybox", Cmd = ["sleep", "100000000"] }));
            await engine.Call(new StartContainer($"c{number}"));
        }
    }

    /// <summary>Asks, and waits for the beginning of each answer.</summary>
    private static async Task Open(DockerAddress address, List<Socket> open, int count, Func<int, string> request)
    {
        for (var number = 0; number < count; number++)
        {
            var socket = await EngineTransport.Connect(address);
            open.Add(socket);
            await socket.SendAsync(Encoding.ASCII.GetBytes(request(number) + " HTTP/1.1\r\nHost: docker\r\n\r\n"));
            if (await socket.ReceiveAsync(new byte[1]) == 0)
                throw new IOException($"the daemon cut '{request(number)}'");
        }
    }
}
