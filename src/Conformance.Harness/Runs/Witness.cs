using Conformance.Docker;
using Conformance.Harness.Checks;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Harness.Runs;

/// <summary>
/// Looks at the host while a run goes on, past subject, daemon and faults, at the moments at which the truth would be gone later:
/// control groups around update and usage, a sandbox when its task ends.
/// </summary>
/// <param name="history">Gets the readings; knows which containers were made.</param>
/// <param name="read">Reads a file of the host at once; null if there is none.</param>
internal sealed class Witness(History history, Func<string, byte[]?> read)
{
    /// <summary>Reads the control groups of a task's running containers.</summary>
    /// <param name="containerId">Mesos container id.</param>
    public void Measure(string containerId)
    {
        foreach (var line in history.Events)
        {
            if (line.Data is ContainerCreated created && created.Name.Contains(containerId, StringComparison.Ordinal)
                && CgroupReading.Read(created.Id, read) is { } figures)
                history.Add("harness", new ContainerMeasured(created.Id, figures));
        }
    }

    /// <summary>What a sandbox holds now.</summary>
    public SandboxOutput LookInto(RunPaths run) => new(read(run.Stdout) ?? [], read(run.Stderr) ?? []);
}
