using System.Collections;
using System.Text;
using Conformance.Containerizer;
using Conformance.Gateway;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Harness.Subjects;

/// <summary>
/// <c>mesos-executor</c> and <c>mesos-docker-executor</c> as programs: on a real host scripts that run <c>conformance executor
/// ARGUMENTS</c>, in a simulation programs of the simulated host. Both are <see cref="CommandExecutor"/> and
/// <see cref="DockerExecutor"/>, told apart by their arguments.
/// </summary>
public static class ExecutorProgram
{
    /// <summary>Name of the program, and of the script.</summary>
    public const string Name = "mesos-executor";

    /// <summary>Name of the program that runs containers itself.</summary>
    public const string DockerName = "mesos-docker-executor";

    /// <summary>What the script calls.</summary>
    public const string Word = "executor";

    /// <summary>Runs it in this process; the result is the exit code.</summary>
    /// <param name="arguments">Words after the program's name.</param>
    /// <param name="error">For a person.</param>
    public static int Run(IReadOnlyList<string> arguments, TextWriter error)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
        return EventLoop.Run(() => Run(new LocalMachine { Network = new LocalNetwork() }, arguments, environment, error.WriteLineAsync));
    }

    /// <summary>Makes them startable on a simulated host.</summary>
    public static void Install(SimulatedMachine machine)
    {
        machine.Processes.Install(Name, Simulated);
        machine.Processes.Install(DockerName, Simulated);

        Task<int> Simulated(ProgramRun run) => Run(
            machine, [.. run.Arguments.Skip(1)], run.Environment, line => run.WriteError(Encoding.UTF8.GetBytes(line + "\n")));
    }

    private static Task<int> Run(
        IMachine machine, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, Func<string, Task> complain) =>
        arguments.Count > 0 && arguments[0].StartsWith("--container=", StringComparison.Ordinal)
            ? DockerExecutor.Run(machine, arguments, environment, complain)
            : CommandExecutor.Run(machine, arguments, environment, complain);
}
