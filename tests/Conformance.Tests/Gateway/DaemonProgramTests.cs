using System.Diagnostics;
using System.Text;
using Conformance.Gateway;

namespace Conformance.Tests.Gateway;

/// <summary><c>conformance daemon</c> from outside: how it ends, what it leaves, what it holds.</summary>
[TestFixture, Platform("Linux")]
public class DaemonProgramTests
{
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(1);

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task It_ends_when_asked_and_takes_its_socket_along(string signal)
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("d.sock");
        await using var daemon = await DaemonProgram.Start(path);
        await using var events = await RawConversation.Open(daemon.Address);
        await events.Request("GET", "/events", null);
        await events.ReadUntil("\r\n\r\n");
        Assert.That(OperatingSystem.IsLinux() ? File.GetUnixFileMode(path) : default, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(await daemon.End(signal), Is.EqualTo(0));
        Assert.That(File.Exists(path), Is.False);
    }

    [Test]
    public async Task After_a_kill_the_next_one_takes_the_socket_over()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("d.sock");
        await using (var killed = await DaemonProgram.Start(path))
            await killed.End("KILL");
        Assert.That(File.Exists(path), Is.True);
        await using var daemon = await DaemonProgram.Start(path);
        Assert.That((await RawConversation.Call(daemon.Address, "GET", "/_ping")).Body, Is.EqualTo("OK"));
    }

    [Test]
    public async Task Dropped_connections_leave_no_descriptor_behind()
    {
        const int count = 500;
        // The runtime opens some of its own when it likes.
        const int others = 20;
        using var folder = new TemporaryFolder();
        await using var daemon = await DaemonProgram.Start(folder.At("d.sock"));
        await RawConversation.Call(daemon.Address, "GET", "/_ping");
        var before = daemon.Descriptors;
        foreach (var request in new[] { "GET /_pi", "GET /events HTTP/1.1\r\nHost: d\r\n\r\n", "POST /containers/create HTTP/1.1\r\nHost: d\r\nContent-Length: 9\r\n\r\n{" })
        {
            for (var number = 0; number < count; number++)
            {
                using var socket = await EngineTransport.Connect(daemon.Address);
                await socket.SendAsync(Encoding.ASCII.GetBytes(request));
            }

            await Until(() => daemon.Descriptors < before + others);
        }
    }

    [Test]
    public async Task On_a_terminal_it_shows_a_live_table_and_clears_it_at_the_end()
    {
        const string interrupt = "\x03";
        if (!File.Exists("/usr/bin/script"))
            Assert.Ignore("there is no /usr/bin/script to make a terminal with");
        using var folder = new TemporaryFolder();
        var (path, screen) = (folder.At("d.sock"), folder.At("screen"));
        // A shell that stays would be ended by Ctrl-C, too, and that would be the exit code.
        var command = $"exec dotnet {typeof(Conformance.Cli.CommandLine).Assembly.Location} daemon --socket {path}";
        var start = new ProcessStartInfo("/usr/bin/script", ["-qefc", command, screen]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["TERM"] = "xterm";
        using var terminal = Process.Start(start)!;
        var drawn = terminal.StandardOutput.ReadToEndAsync();
        await Until(() => File.Exists(path) && File.ReadAllText(screen).Contains("0 containers", StringComparison.Ordinal));
        await RawConversation.Call(DockerAddress.OfSocket(path), "POST", "/containers/create?name=shown", """{"Image":"busybox"}""");
        await Until(() => File.ReadAllText(screen) is var text && text.Contains("shown", StringComparison.Ordinal) && text.Contains("/containers/create?name=shown 201", StringComparison.Ordinal));
        await terminal.StandardInput.WriteAsync(interrupt);
        await terminal.StandardInput.FlushAsync();
        var all = await drawn.WaitAsync(Ample);
        await terminal.WaitForExitAsync();
        Assert.That(terminal.ExitCode, Is.Zero);
        const string showCursor = "\e[?25h";
        Assert.That(all.LastIndexOf(showCursor, StringComparison.Ordinal), Is.GreaterThan(all.LastIndexOf("\e[?25l", StringComparison.Ordinal)));
        Assert.That(all[all.LastIndexOf("\e[2K", StringComparison.Ordinal)..], Does.Not.Contain("shown"), "what was drawn is gone");
    }

    [Test]
    public async Task Thousands_of_open_answers_take_no_thread_and_little_memory_each()
    {
        const int containers = 1000;
        const int ended = 20;
        const int bytesEach = 64 * 1024;
        using var folder = new TemporaryFolder();
        await using var daemon = await DaemonProgram.Start(folder.At("d.sock"));
        await MakeContainers(daemon.Address, containers);
        var (threads, memory) = (daemon.Threads, daemon.Memory);

        var waits = await Open(daemon.Address, Enumerable.Range(0, 2 * containers).Select(number => $"POST /containers/c{number % containers}/wait"));
        var events = await Open(daemon.Address, Enumerable.Repeat("GET /events", 500));
        var logs = await Open(daemon.Address, Enumerable.Range(0, 200).Select(number => $"GET /containers/c{number}/logs?follow=1&stdout=1"));
        var open = waits.Count + events.Count + logs.Count;
        TestContext.Out.WriteLine($"{open} open answers: {(daemon.Memory - memory) / open / 1024} KiB each, {daemon.Memory >> 20} MiB in all, {daemon.Threads} threads instead of {threads}");
        Assert.That(daemon.Memory - memory, Is.LessThan((long)open * bytesEach));
        Assert.That(daemon.Threads, Is.LessThan(threads + 30), "no thread for a connection");

        for (var number = 0; number < ended; number++)
            Assert.That((await RawConversation.Call(daemon.Address, "POST", $"/containers/c{number}/kill")).Status, Is.EqualTo(204));
        foreach (var wait in waits.Where((_, index) => index % containers < ended))
            await wait.ReadUntil("\"StatusCode\":137");
        foreach (var stream in events)
            await stream.ReadUntil($"\"name\":\"c{ended - 1}\",\"signal\":\"9\"");
        foreach (var log in logs.Take(ended))
            await log.ReadUntil("said\n");

        Assert.That(await daemon.End("TERM"), Is.EqualTo(0));
        foreach (var conversation in waits.Concat(events).Concat(logs))
        {
            await conversation.ReadToEnd();
            await conversation.DisposeAsync();
        }
    }

    private static async Task MakeContainers(DockerAddress address, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var body = """{"Image":"busybox","Cmd":["sh","-c","echo said; sleep 100000"]}""";
            Assert.That((await RawConversation.Call(address, "POST", $"/containers/create?name=c{number}", body)).Status, Is.EqualTo(201));
        }

        await Task.WhenAll(Enumerable.Range(0, count).Select(number => RawConversation.Call(address, "POST", $"/containers/c{number}/start")));
    }

    /// <summary>Sends requests whose answers do not end; returns when the head of each has come.</summary>
    private static async Task<IReadOnlyList<RawConversation>> Open(DockerAddress address, IEnumerable<string> requests)
    {
        List<RawConversation> open = [];
        foreach (var request in requests.Select(text => text.Split(' ')))
        {
            open.Add(await RawConversation.Open(address));
            await open[^1].Request(request[0], request[1], null);
        }

        foreach (var conversation in open)
            await conversation.ReadUntil("\r\n\r\n");
        return open;
    }

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Ample);
        while (!condition())
            await Task.Delay(5, limit.Token);
    }
}
