using System.Diagnostics;
using System.Text;
using Conformance.Gateway;

namespace Conformance.Tests.Clients;

/// <summary>
/// A script of <c>tests/clients</c> that uses a client of Docker from end to end and prints what it was told. What it prints at a real
/// daemon lies beside it (<c>NAME.expected.txt</c>); a test run with <c>--accept</c> at a real daemon writes that anew.
/// </summary>
/// <param name="Interpreter">What runs it.</param>
/// <param name="File">The script.</param>
/// <param name="Probe">Arguments of the interpreter that succeed where the client is installed.</param>
/// <param name="Package">The Debian package that the client comes in.</param>
internal sealed record ClientScript(string Interpreter, string File, IReadOnlyList<string> Probe, string Package)
{
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(5);

    /// <summary>A program that uses docker-py.</summary>
    public static ClientScript DockerPy { get; } = new("/usr/bin/python3", "docker_py.py", ["-c", "import docker"], "python3-docker");

    /// <summary>A project of docker compose v1.</summary>
    public static ClientScript Compose { get; } = new("/bin/sh", "compose.sh", ["-c", "docker-compose version"], "docker-compose");

    /// <summary>Images built by the docker program.</summary>
    public static ClientScript Build { get; } = new("/bin/sh", "build.sh", ["-c", "docker --version"], "docker.io");

    /// <summary>Instructions of a Dockerfile, and what a build leaves out.</summary>
    public static ClientScript Instructions { get; } = new("/bin/sh", "instructions.sh", ["-c", "docker --version"], "docker.io");

    /// <summary>All of them.</summary>
    public static ClientScript[] All { get; } = [DockerPy, Compose, Build, Instructions];

    private string Path => Repository.At("tests", "clients", File);

    private string ExpectedPath => System.IO.Path.ChangeExtension(Path, ".expected.txt");

    public override string ToString() => File;

    /// <summary>Ignores the test where the client is not installed, unless CONFORMANCE_REQUIRE names docker.</summary>
    public async Task Require()
    {
        if (System.IO.File.Exists(Interpreter) && (await Start(Probe, null)).Code == 0)
            return;
        var isRequired = (Environment.GetEnvironmentVariable("CONFORMANCE_REQUIRE") ?? "").Split(',').Contains("docker");
        Assert.That(isRequired, Is.False, $"the client is not installed; apt-get install {Package}");
        Assert.Ignore($"the client is not installed; apt-get install {Package}");
    }

    /// <summary>Runs it at a daemon: it has to print what it printed at a real one, or that is taken anew from one that is real.</summary>
    public async Task MustPrintWhatIsExpected(DockerAddress daemon, bool isReal)
    {
        var (output, _) = await Start([Path], daemon.Text);
        if (isReal && Environment.GetEnvironmentVariable("CONFORMANCE_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") is null)
            await System.IO.File.WriteAllTextAsync(ExpectedPath, output);
        Assert.That(output, Is.EqualTo(await System.IO.File.ReadAllTextAsync(ExpectedPath)));
    }

    private async Task<(string Output, int Code)> Start(IReadOnlyList<string> arguments, string? host)
    {
        var start = new ProcessStartInfo(Interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOCKER_HOST"] = host;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Ample);
        await using var giveUp = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = new StringBuilder(await process.StandardOutput.ReadToEndAsync(CancellationToken.None)).Append(await errors);
        await process.WaitForExitAsync(CancellationToken.None);
        return (output.ToString(), process.ExitCode);
    }
}
