using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>Runs <c>docker</c> processes to their end, within a limit.</summary>
/// <param name="machine">The host.</param>
/// <param name="owner">Whose they are: stands in a variable of each, by which a later life of the agent knows them. Null for nobody's.</param>
internal sealed class DockerProgram(IMachine machine, string? owner)
{
    /// <summary>The variable that says whose a docker program is.</summary>
    public const string OwnerVariable = "MESOS_DOCKER_OWNER";

    // Waiting for less than a millisecond is no waiting: it ends at once, and no time passes.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly IReadOnlyDictionary<string, string> _variables = owner is null
        ? new Dictionary<string, string>()
        : new Dictionary<string, string> { [OwnerVariable] = owner };

    /// <summary>Starts one; a program that cannot be started has told the daemon nothing.</summary>
    public async Task<IChildProcess> Start(
        IReadOnlyList<string> arguments, string? home = null, OutputTarget? standardOutput = null, OutputTarget? standardError = null)
    {
        try
        {
            return await machine.Processes.Start(new ProcessSpec(arguments)
            {
                Environment = home is null ? _variables : new Dictionary<string, string>(_variables) { ["HOME"] = home },
                StandardOutput = standardOutput ?? OutputTarget.Collect,
                StandardError = standardError ?? OutputTarget.Collect,
            });
        }
        catch (ProcessStartException exception)
        {
            throw DockerException.Unreachable($"cannot start {arguments[0]}: {exception.Message}");
        }
    }

    /// <summary>Runs one to its end, whatever that is; after the limit it is killed with its children and the call has timed out.</summary>
    public async Task<ProcessExit> Run(string command, IReadOnlyList<string> arguments, TimeSpan limit, string? home = null)
    {
        var child = await Start(arguments, home);
        try
        {
            return await child.Exit.WaitAsync(limit, machine.Time);
        }
        catch (TimeoutException)
        {
            await child.Kill(Signals.Kill, tree: true);
            throw DockerException.TimedOut($"docker {command}", limit);
        }
    }

    /// <summary>As <see cref="Run"/>, with a limit on how long it may write nothing.</summary>
    public async Task<ProcessExit> RunLively(string command, IReadOnlyList<string> arguments, TimeSpan inactivity)
    {
        var child = await Start(arguments);
        var rest = inactivity;
        while (rest >= ShortestWait)
        {
            try
            {
                return await child.Exit.WaitAsync(rest, machine.Time);
            }
            catch (TimeoutException)
            {
                rest = inactivity - (machine.Now - child.LastOutput);
            }
        }

        await child.Kill(Signals.Kill, tree: true);
        throw DockerException.TimedOut($"docker {command}", inactivity);
    }

    /// <summary>Runs one that must succeed; the answer is its standard output.</summary>
    public async Task<byte[]> Output(string command, IReadOnlyList<string> arguments, TimeSpan limit) =>
        OutputOf(command, await Run(command, arguments, limit));

    /// <summary>The same without a limit; when it is given up it is killed with its children, and the call is broken.</summary>
    public async Task<byte[]> OutputUnless(Task givenUp, string command, IReadOnlyList<string> arguments)
    {
        var child = await Start(arguments);
        if (await Task.WhenAny(child.Exit, givenUp) == child.Exit)
            return OutputOf(command, await child.Exit);
        await child.Kill(Signals.Kill, tree: true);
        throw DockerException.Broken($"docker {command} was given up");
    }

    private static byte[] OutputOf(string command, ProcessExit exit) =>
        exit.IsSuccess ? exit.StandardOutput : throw CliFailure.Of(command, exit);
}
