namespace Conformance.Mesos;

/// <summary>
/// The directory layout of a Mesos 0.20 agent below its work folder (src/slave/paths.hpp@0.20.0). Only names are made here;
/// nothing is read or written. Ids go into paths as they are, colons included.
/// </summary>
/// <param name="WorkFolder">--work_dir: absolute, without trailing slash.</param>
public sealed record AgentPaths(string WorkFolder)
{
    /// <summary>Root of the checkpoints.</summary>
    public string Meta => WorkFolder + "/meta";

    /// <summary>Text: boot id of the host at the last recovery.</summary>
    public string BootId => Meta + "/boot_id";

    /// <summary>Link to the present agent's checkpoints.</summary>
    public string LatestSlave => Meta + "/slaves/latest";

    /// <summary>Checkpoints of an agent.</summary>
    public string SlaveMeta(string slaveId) => Meta + "/slaves/" + slaveId;

    /// <summary>Framed SlaveInfo.</summary>
    public string SlaveInfo(string slaveId) => SlaveMeta(slaveId) + "/slave.info";

    /// <summary>Checkpoints of a framework.</summary>
    public string FrameworkMeta(string slaveId, string frameworkId) => SlaveMeta(slaveId) + "/frameworks/" + frameworkId;

    /// <summary>Framed FrameworkInfo.</summary>
    public string FrameworkInfo(string slaveId, string frameworkId) => FrameworkMeta(slaveId, frameworkId) + "/framework.info";

    /// <summary>Text: libprocess pid of the scheduler.</summary>
    public string FrameworkPid(string slaveId, string frameworkId) => FrameworkMeta(slaveId, frameworkId) + "/framework.pid";

    /// <summary>Checkpoints of an executor.</summary>
    public string ExecutorMeta(string slaveId, string frameworkId, string executorId) =>
        FrameworkMeta(slaveId, frameworkId) + "/executors/" + executorId;

    /// <summary>Framed ExecutorInfo.</summary>
    public string ExecutorInfo(string slaveId, string frameworkId, string executorId) =>
        ExecutorMeta(slaveId, frameworkId, executorId) + "/executor.info";

    /// <summary>Sandboxes and checkpoints of one run.</summary>
    public RunPaths Run(string slaveId, string frameworkId, string executorId, string containerId)
    {
        var tail = "/slaves/" + slaveId + "/frameworks/" + frameworkId + "/executors/" + executorId + "/runs/";
        return new RunPaths(WorkFolder + tail + containerId, Meta + tail + containerId);
    }
}

/// <summary>The two folders of a run and what lies in them.</summary>
/// <param name="Sandbox">Sandbox: stdout, stderr, fetched files.</param>
/// <param name="Meta">Checkpoints.</param>
public sealed record RunPaths(string Sandbox, string Meta)
{
    /// <summary>Captured standard output of the container.</summary>
    public string Stdout => Sandbox + "/stdout";

    /// <summary>Captured standard error of the container.</summary>
    public string Stderr => Sandbox + "/stderr";

    /// <summary>Link beside the sandbox to the executor's newest one.</summary>
    public string LatestSandbox => Sandbox[..Sandbox.LastIndexOf('/')] + "/latest";

    /// <summary>Link beside the checkpoints to the executor's newest run.</summary>
    public string LatestMeta => Meta[..Meta.LastIndexOf('/')] + "/latest";

    /// <summary>Decimal text without newline.</summary>
    public string ForkedPid => Meta + "/pids/forked.pid";

    /// <summary>Text <c>name(n)@ip:port</c>.</summary>
    public string LibprocessPid => Meta + "/pids/libprocess.pid";

    /// <summary>Empty file: the run is over and acknowledged.</summary>
    public string Sentinel => Meta + "/executor.sentinel";

    /// <summary>Framed mesos.internal.Task.</summary>
    public string TaskInfo(string taskId) => Meta + "/tasks/" + taskId + "/task.info";

    /// <summary>Framed StatusUpdateRecords.</summary>
    public string TaskUpdates(string taskId) => Meta + "/tasks/" + taskId + "/task.updates";
}
