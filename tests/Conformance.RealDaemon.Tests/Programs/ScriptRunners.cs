using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Conformance.FakeDocker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.Programs;

/// <summary>What a script left: all that was written until the last process of it was gone, and its exit code or the signal that ended it.</summary>
internal sealed record ScriptResult(string Stdout, string Stderr, int Code, int Signal)
{
    public override string ToString() => $"{(Signal > 0 ? $"signal {Signal}" : $"code {Code}")}\n--- stdout\n{Stdout}--- stderr\n{Stderr}";
}

/// <summary>Programs that both sides have for scripts that must not depend on time.</summary>
internal static class ScriptHelpers
{
    /// <summary>
    /// <c>hold</c>: lasts as long as whoever started it, who may be gone before it has begun, or may wait for it: then it ends, too, at length.
    /// </summary>
    public const string Hold = "#!/bin/busybox sh\n[ $PPID = 1 ] && exit\nwhile kill -0 $PPID && [ $((turn+=1)) -lt 500 ]; do sleep 0.02; done 2>/dev/null\n";

    /// <summary><c>settle PID</c>: returns when that process waits for something, or is gone. In virtual time a moment later is enough.</summary>
    public const string SimulatedSettle = "#!/bin/busybox sh\nsleep 0.001\n";

    /// <summary>The same on a real system.</summary>
    public const string RealSettle = "#!/bin/busybox sh\nwhile read -r pid name state rest < /proc/$1/stat; do\ncase $state in [SZ]) exit;; esac\ndone 2>/dev/null\n";
}

/// <summary>Runs <c>sh -c</c> in the simulation, beside pid 1, so that signals mean what they mean outside containers.</summary>
internal static class SimulatedShell
{
    private static readonly Dictionary<string, string> Environment = new() { ["PATH"] = "/bin" };

    public static ScriptResult Run(IReadOnlyList<string> script)
    {
        var world = new World(1, Instant.Epoch);
        var (stdout, stderr) = (new List<byte>(), new List<byte>());
        var files = new ContainerFiles();
        files.AddFolder("/work");
        files.Add("/bin/hold", ScriptHelpers.Hold, executable: true);
        files.Add("/bin/settle", ScriptHelpers.SimulatedSettle, executable: true);
        var program = new ContainerProgram(world, ["sleep", "infinity"], Environment, "/work", (_, _) => Task.CompletedTask, files);
        var startup = new ExecStartup(
            new ProgramStart(["sh", "-c", .. script], Environment, "/work"), ContainerUser.Root, null,
            (descriptor, bytes) =>
            {
                (descriptor == 1 ? stdout : stderr).AddRange(bytes.Span);
                return Task.CompletedTask;
            },
            static _ => { });
        InnerProcess? shell = null;
        var process = world.Start("container", _ =>
        {
            var running = program.Run();
            var pid = program.Exec(startup);
            shell = program.Inside.Single(inner => inner.Pid == pid);
            return running;
        });
        var outcome = world.Run(() => !process.IsAlive || (shell is not null && program.Inside.All(inner => inner.Pid == 1)), Instant.Epoch + TimeSpan.FromHours(1));
        if (world.History.Events.Select(line => line.Data).OfType<ProcessExited>().FirstOrDefault()?.Failure is { } failure)
            throw new InvalidOperationException($"{script[0]}\n{failure}", process.Failure);
        var trouble = string.Concat(program.Inside.Where(inner => inner.Pid > 1).Select(inner => $"still running after {outcome}: {inner.Command}\n"));
        var status = shell!.Status ?? default;
        return new ScriptResult(Encoding.UTF8.GetString([.. stdout]), Encoding.UTF8.GetString([.. stderr]) + trouble, status.Code, status.Signal);
    }
}

/// <summary>Runs <c>busybox sh -c</c> in an empty folder with nothing but busybox' words on PATH.</summary>
internal sealed partial class RealBusybox : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly string root = Directory.CreateTempSubdirectory("conformance-busybox-").FullName;
    private readonly string busybox;
    private int number;

    public RealBusybox(string busybox)
    {
        this.busybox = busybox;
        Directory.CreateDirectory(root + "/bin");
        foreach (var word in Capture(["--list"], root).Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            File.CreateSymbolicLink($"{root}/bin/{word}", busybox);
        Add("hold", ScriptHelpers.Hold);
        Add("settle", ScriptHelpers.RealSettle);
    }

    public static string? Path { get; } = new[] { "/bin/busybox", "/usr/bin/busybox" }.FirstOrDefault(File.Exists);

    /// <summary>Runs a script under busybox' <c>time</c>, which tells a signal from an exit code.</summary>
    public ScriptResult Run(IReadOnlyList<string> script)
    {
        var folder = $"{root}/{Interlocked.Increment(ref number)}";
        Directory.CreateDirectory(folder);
        var end = folder + ".end";
        var result = Capture(["time", "-o", end, "-f", "", "sh", "-c", .. script], folder);
        var signal = Death().Match(File.ReadAllText(end)) is { Success: true } death ? int.Parse(death.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return new ScriptResult(
            Greeting().Replace(result.Stdout, "").Replace(folder, "/work"), WithoutUsages(result.Stderr.Replace(folder, "/work")),
            signal > 0 ? 0 : result.Code, signal);
    }

    // Debian's greets a person, that of busybox' own images does not.
    [GeneratedRegex(@"\n\nBusyBox v[^\n]*\nEnter 'help' [^\n]*\n\n")]
    private static partial Regex Greeting();

    [GeneratedRegex("Command terminated by signal ([0-9]+)")]
    private static partial Regex Death();

    /// <summary>Where a word tells how it is to be called, the simulation has the head of that only.</summary>
    private string WithoutUsages(string stderr)
    {
        foreach (var word in Usage().Matches(stderr).Select(match => match.Groups[1].Value).Distinct())
        {
            var help = Capture([word, "--help"], root);
            stderr = stderr.Replace(help.Stdout + help.Stderr, $"BusyBox v1.35.0 multi-call binary.\n\nUsage: {word}\n\n", StringComparison.Ordinal);
        }

        return stderr;
    }

    [GeneratedRegex(@"^Usage: ([^ \n]+)", RegexOptions.Multiline)]
    private static partial Regex Usage();

    public void Dispose() => Directory.Delete(root, recursive: true);

    private void Add(string name, string script)
    {
        File.WriteAllText($"{root}/bin/{name}", script);
        Capture(["chmod", "755", $"{root}/bin/{name}"], root);
    }

    private (string Stdout, string Stderr, int Code) Capture(IReadOnlyList<string> arguments, string folder)
    {
        // The runtime ignores PIPE, whoever runs tests in the background INT and QUIT, and children do so, too.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=PIPE,INT,QUIT", busybox])
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
        var stdout = process.StandardOutput.ReadToEndAsync();
        if (!Task.WaitAll([stdout, stderr], Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"not over after {Limit}: {string.Join(' ', arguments)}");
        }

        process.WaitForExit();
        return (stdout.Result, stderr.Result, process.ExitCode);
    }
}
