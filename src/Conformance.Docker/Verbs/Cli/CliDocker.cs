using System.Globalization;
using System.Text;
using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>
/// The verbs through <c>docker</c> processes, the way of Mesos 0.20. A process outlives whoever started it: an agent that dies
/// in the middle of a run leaves a program behind that goes on creating and starting.
/// </summary>
/// <param name="machine">The host.</param>
/// <param name="arguments">Command lines.</param>
/// <param name="owner">Whose programs these are, the same in each life of an agent and in no other's; null for nobody's, never abandoned.</param>
public sealed class CliDocker(IMachine machine, DockerArguments arguments, string? owner = null) : IDocker
{
    private readonly DockerProgram _program = new(machine, owner);

    /// <inheritdoc/>
    public async Task<string> Version(TimeSpan limit) => Text(await _program.Output("version", arguments.Version(), limit));

    /// <inheritdoc/>
    public IDockerPull Pull(string reference, string? home, TimeSpan inactivity)
    {
        var whole = ImageReference.Parse(reference).WithDefaultTag().ToString();
        return new CliPull(machine, _program, arguments.Pull(whole), whole, home, inactivity);
    }

    /// <summary>
    /// <c>docker run -d</c>, which pulls an image that is missing. Once it has printed the id the container is there, and
    /// no failure is a definite one.
    /// </summary>
    public async Task<string> Run(RunSpec spec, TimeSpan limit)
    {
        var exit = await _program.Run("run", arguments.Run(spec), limit, spec.Home);
        if (exit.IsSuccess)
            return Text(exit.StandardOutput) is { Length: > 0 } id ? id : throw Unreadable("run", exit.StandardOutput);
        var failure = CliFailure.Of("run", exit);
        throw exit.StandardOutput.Length > 0 ? failure.AsIndefinite() : failure;
    }

    /// <inheritdoc/>
    public async Task AbandonEarlier()
    {
        if (owner is null)
            return;
        var processes = machine.Processes;
        foreach (var process in await processes.All())
        {
            if (arguments.IsOfProgram(process.Arguments) && await processes.Variable(process.Identity, DockerProgram.OwnerVariable) == owner)
                await processes.Signal(process.Identity, Signals.Kill);
        }
    }

    /// <inheritdoc/>
    public async Task<ContainerInspect?> Inspect(string container, TimeSpan limit) =>
        await InspectText(container, limit) is { } printed ? EngineJson.ReadInspect(printed) : null;

    /// <summary>What <c>docker inspect</c> prints about a container; null if there is none.</summary>
    public Task<byte[]?> InspectText(string container, TimeSpan limit) => Find(arguments.Inspect(container), limit);

    /// <inheritdoc/>
    public async Task<ImageInspect?> InspectImage(string reference, TimeSpan limit) =>
        await Find(arguments.InspectImage(reference), limit) is { } printed ? EngineJson.ReadInspectImage(printed) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ContainerSummary>> List(EngineFilters? filters, TimeSpan limit)
    {
        ReadOnlyMemory<byte> printed = await _program.Output("ps", arguments.List(filters), limit);
        var found = new List<ContainerSummary>();
        while (!printed.IsEmpty)
        {
            var end = printed.Span.IndexOf((byte)'\n');
            var line = end < 0 ? printed : printed[..end];
            printed = end < 0 ? default : printed[(end + 1)..];
            if (!line.IsEmpty)
                found.Add(EngineJson.Read(line.Span, EngineJson.Wire.ListLine).ToSummary());
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task<int> Wait(string container, Task givenUp)
    {
        // Asked about a container that was never started, wait answers 0 at once; and once started is started for ever.
        var printed = await _program.OutputUnless(givenUp, "inspect", arguments.Inspect(container));
        var seen = EngineJson.ReadInspect(printed);
        seen.State.ThrowIfNeverStarted(container);
        var answer = await _program.OutputUnless(givenUp, "wait", arguments.Wait(seen.Id));
        return int.TryParse(Text(answer), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code)
            ? code
            : throw Unreadable("wait", answer);
    }

    /// <inheritdoc/>
    public Task Kill(string container, int signal, TimeSpan limit) =>
        _program.Output("kill", arguments.Kill(container, signal), limit);

    /// <inheritdoc/>
    public Task Stop(string container, TimeSpan grace, TimeSpan limit) =>
        _program.Output("stop", arguments.Stop(container, grace), grace + limit);

    /// <inheritdoc/>
    public Task Unpause(string container, TimeSpan limit) => _program.Output("unpause", arguments.Unpause(container), limit);

    /// <inheritdoc/>
    public async Task Remove(string container, bool force, bool volumes, TimeSpan limit)
    {
        var exit = await _program.Run("rm", arguments.Remove(container, force, volumes), limit);
        if (!exit.IsSuccess || (force && CliFailure.SaysNotFound(exit)))
            throw CliFailure.Of("rm", exit);
    }

    /// <inheritdoc/>
    public async Task<ContainerOutput> Logs(string container, TimeSpan inactivity)
    {
        var exit = await _program.RunLively("logs", arguments.Logs(container, follow: false), inactivity);
        return exit.IsSuccess ? new ContainerOutput(exit.StandardOutput, exit.StandardError) : throw CliFailure.Of("logs", exit);
    }

    /// <summary>
    /// The program itself appends, so that it goes on after the agent's death. Its own complaints come into the file of
    /// standard error as well.
    /// </summary>
    public async Task<IDockerFollower> FollowLogs(string container, string stdoutPath, string stderrPath) => new CliFollower(await _program.Start(
        arguments.Logs(container, follow: true),
        standardOutput: OutputTarget.AppendTo(stdoutPath),
        standardError: OutputTarget.AppendTo(stderrPath)));

    private async Task<byte[]?> Find(IReadOnlyList<string> command, TimeSpan limit)
    {
        var exit = await _program.Run("inspect", command, limit);
        if (exit.IsSuccess)
            return exit.StandardOutput;
        var failure = CliFailure.Of("inspect", exit);
        return failure.IsNotFound ? null : throw failure;
    }

    private static string Text(byte[] output) => Encoding.UTF8.GetString(output).Trim();

    private static DockerException Unreadable(string command, byte[] output) =>
        new(DockerFailure.Unreadable, $"docker {command} printed '{Text(output)}'");
}
