using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>Runs <c>docker</c> processes to their end, within a limit.</summary>
internal sealed class DockerProgram(IMachine machine)
{
    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>();

    /// <summary>Starts one; a program that cannot be started has told the daemon nothing.</summary>
    public async Task<IChildProcess> Start(
        IReadOnlyList<string> arguments, string? home = null, OutputTarget? standardOutput = null, OutputTarget? standardError = null)
    {
        try
        {
            return await machine.Processes.Start(new ProcessSpec(arguments)
            {
                Environment = home is null ? NoVariables : new Dictionary<string, string> { ["HOME"] = home },
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

    /// <summary>Runs one that must succeed; the answer is its standard output.</summary>
    public async Task<byte[]> Output(string command, IReadOnlyList<string> arguments, TimeSpan limit)
    {
        var exit = await Run(command, arguments, limit);
        return exit.IsSuccess ? exit.StandardOutput : throw CliFailure.Of(command, exit);
    }
}
