using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// The programs of the simulated host as its shell starts them: each in a process of its own, which outlives the shell unless
/// the signal that ends its job reaches it.
/// </summary>
/// <param name="machine">The host.</param>
/// <param name="shell">The run of the shell, whose output its children inherit.</param>
internal sealed class HostPrograms(SimulatedMachine machine, ProgramRun shell)
{
    /// <summary>Whether the host has such a program.</summary>
    public bool Has(string program) => machine.Processes.Has(program);

    /// <summary>Runs one to its end in the place of a job of the shell. Returns its exit code, 128+n for signal n.</summary>
    public async Task<int> Run(InnerProcess job, ProgramStart start)
    {
        var child = await machine.Processes.Start(new ProcessSpec(start.Arguments)
        {
            Environment = start.Environment,
            WorkingFolder = start.WorkingFolder,
            StandardOutput = TargetOf(job[1]),
            StandardError = TargetOf(job[2]),
        });
        if (!await job.Block(child.Exit))
        {
            await child.Kill(job.DiesOf);
            return 0;
        }

        var exit = await child.Exit;
        await Pass(job, 1, exit.StandardOutput);
        await Pass(job, 2, exit.StandardError);
        return exit.Code ?? 128 + (exit.Signal ?? 0);
    }

    /// <summary>A file of the shell's own is handed on, so that output comes as it is written; the rest comes at the end.</summary>
    private OutputTarget TargetOf(OpenFile? file) => file switch
    {
        null or NullFile => OutputTarget.Discard,
        ContainerOutputFile inherited => inherited.Descriptor == 1 ? shell.StandardOutput : shell.StandardError,
        _ => OutputTarget.Collect,
    };

    private static async Task Pass(InnerProcess job, int descriptor, byte[] bytes)
    {
        if (bytes.Length > 0 && job[descriptor] is { } file)
            await file.Write(job, bytes);
    }
}
