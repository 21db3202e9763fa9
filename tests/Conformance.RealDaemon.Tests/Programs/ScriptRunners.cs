using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Conformance.FakeDocker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.Programs;

/// <summary>What a script left.</summary>
internal sealed record ScriptResult(string Stdout, string Stderr, int Code)
{
    public override string ToString() => $"code {Code}\n--- stdout\n{Stdout}--- stderr\n{Stderr}";
}

/// <summary>Runs <c>sh -c</c> in the simulation, as a child of pid 1, so that signals mean what they mean outside containers.</summary>
internal static class SimulatedShell
{
    public static ScriptResult Run(IReadOnlyList<string> script)
    {
        var world = new World(1, Instant.Epoch);
        var (stdout, stderr) = (new List<byte>(), new List<byte>());
        var environment = new Dictionary<string, string> { ["PATH"] = "/bin" };
        var files = new ContainerFiles();
        files.AddFolder("/work");
        var program = new ContainerProgram(
            world, [.. Wrapped(script)], environment, "/work",
            (descriptor, bytes) =>
            {
                (descriptor == 1 ? stdout : stderr).AddRange(bytes.Span);
                return Task.CompletedTask;
            },
            files);
        var process = world.Start("container", _ => program.Run());
        var outcome = world.Run(() => !process.IsAlive, Instant.Epoch + TimeSpan.FromHours(1));
        var trouble = process.IsAlive ? $"still running: {outcome}\n" : "";
        return new ScriptResult(Encoding.UTF8.GetString([.. stdout]), Encoding.UTF8.GetString([.. stderr]) + trouble, ExitOf(world));
    }

    /// <summary>
    /// Under an outer shell: what dies of a signal is then no pid 1, and the message about it comes from a shell on both sides.
    /// </summary>
    public static IEnumerable<string> Wrapped(IReadOnlyList<string> script) => ["sh", "-c", "sh -c \"$@\"; exit $?", "outer", .. script];

    private static int ExitOf(World world)
    {
        foreach (var line in world.History.Events)
        {
            if (line.Data is ProcessExited exited)
                return exited.Failure is null ? exited.Code ?? -1 : throw new InvalidOperationException(exited.Failure);
        }

        return -1;
    }
}

/// <summary>Runs <c>busybox sh -c</c> in an empty folder with nothing but busybox' words on PATH.</summary>
internal sealed partial class RealBusybox : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("conformance-busybox-").FullName;
    private readonly string busybox;
    private int number;

    public RealBusybox(string busybox)
    {
        this.busybox = busybox;
        Directory.CreateDirectory(root + "/bin");
        foreach (var word in Capture(["--list"], root).Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            File.CreateSymbolicLink($"{root}/bin/{word}", busybox);
    }

    public static string? Path { get; } = new[] { "/bin/busybox", "/usr/bin/busybox" }.FirstOrDefault(File.Exists);

    public ScriptResult Run(IReadOnlyList<string> script)
    {
        var folder = $"{root}/{Interlocked.Increment(ref number)}";
        Directory.CreateDirectory(folder);
        var result = Capture([.. SimulatedShell.Wrapped(script)], folder);
        return result with { Stdout = Greeting().Replace(result.Stdout, "").Replace(folder, "/work"), Stderr = result.Stderr.Replace(folder, "/work") };
    }

    // Debian's greets a person, that of busybox' own images does not.
    [GeneratedRegex(@"\n\nBusyBox v[^\n]*\nEnter 'help' [^\n]*\n\n")]
    private static partial Regex Greeting();

    public void Dispose() => Directory.Delete(root, recursive: true);

    private ScriptResult Capture(IReadOnlyList<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(busybox)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["PATH"] = root + "/bin";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var stderr = process.StandardError.ReadToEndAsync();
        var stdout = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ScriptResult(stdout, stderr.Result, process.ExitCode);
    }
}
