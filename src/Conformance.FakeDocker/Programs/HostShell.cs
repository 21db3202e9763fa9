using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>
/// <c>/bin/sh</c> of the simulated host: the shell of the containers, over the host's files below <c>/var</c> and <c>/tmp</c>, with the
/// usual words and, before them, the programs that were installed on the host. Its jobs in the background are parts of its own
/// process: what they have started outlives it; they themselves have a last moment when it ends.
/// </summary>
public static class HostShell
{
    private static readonly TimeSpan LastMoment = TimeSpan.FromMilliseconds(1);
    private static readonly string[] Folders = ["/var", "/tmp"];

    /// <summary>Makes <c>sh</c> startable on a machine.</summary>
    public static void Install(SimulatedMachine machine) => machine.Processes.Install("sh", run => Run(machine, run));

    private static async Task<int> Run(SimulatedMachine machine, ProgramRun run)
    {
        var files = new ContainerFiles();
        foreach (var folder in Folders)
            files.Mount(folder, machine.Disk, folder);
        var kernel = new ContainerKernel(
            machine.World, files, ProgramTable.Busybox, (descriptor, bytes) => descriptor == 1 ? run.WriteOut(bytes) : run.WriteError(bytes))
        {
            HostName = "localhost",
            Host = new HostPrograms(machine, run),
        };
        var first = kernel.NewProcess(null, string.Join(' ', run.Arguments));
        first[0] = new NullFile();
        first[1] = new ContainerOutputFile(kernel, 1);
        first[2] = new ContainerOutputFile(kernel, 2);
        first.End(await ShellProgram.Run(new WordRun(kernel, first, new ProgramStart(run.Arguments, run.Environment, run.WorkingFolder))));
        if (kernel.Processes.Any())
            await machine.World.Delay(LastMoment);
        return first.Status!.Value.ShellCode;
    }
}
