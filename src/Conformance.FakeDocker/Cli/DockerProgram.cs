using Conformance.Docker;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// The simulated <c>docker</c> program: the commands of version 28.2 that containerizers use, with its texts and exit codes. It sends
/// the same requests in the same order as the real one, has no limit of its own, and outlives whoever started it, as any process.
/// </summary>
public static class DockerProgram
{
    /// <summary>Version that it says of itself.</summary>
    public const string Version = "28.2.2";

    /// <summary>Newest API version that it speaks.</summary>
    public const string ApiVersion = "1.50";

    /// <summary>Makes <c>docker</c> startable on a machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="connect">Makes the client's side of a connection; called once in each process of the program.</param>
    /// <param name="name">Name of the program. Default: docker.</param>
    /// <param name="address">The one address (-H, DOCKER_HOST) at which the daemon is; null: it is at every address.</param>
    public static void Install(SimulatedMachine machine, Func<IDockerEngine> connect, string name = "docker", string? address = null) =>
        machine.Processes.Install(name, run => Run(machine, connect, run, address));

    private static async Task<int> Run(SimulatedMachine machine, Func<IDockerEngine> connect, ProgramRun run, string? address)
    {
        var session = new CliSession(machine, connect, run, address);
        try
        {
            return await CliMain.Run(session, run.Arguments);
        }
        catch (CliUsageException usage)
        {
            await (usage.ExitCode == 0 ? session.Out(usage.Message) : session.Error(usage.Message));
            return usage.ExitCode;
        }
    }
}
