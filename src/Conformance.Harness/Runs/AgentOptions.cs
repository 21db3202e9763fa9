using Conformance.Harness.Scenarios;
using Conformance.Mesos;

namespace Conformance.Harness.Runs;

/// <summary>From the settings of a scenario's agent to what its containerizer is told.</summary>
internal static class AgentOptions
{
    /// <summary>The options; the id of the agent is filled in at each start.</summary>
    /// <param name="settings">Of the scenario.</param>
    /// <param name="workFolder">--work_dir.</param>
    /// <param name="installation">Whose the containers are.</param>
    /// <param name="timeScale">By how much all times are divided.</param>
    /// <param name="slack">Added to each limit of a call after that.</param>
    public static ContainerizerOptions Of(AgentSettings settings, string workFolder, string installation, double timeScale = 1, TimeSpan slack = default)
    {
        var plain = new ContainerizerOptions
        {
            WorkFolder = workFolder,
            SlaveId = "",
            SlavePid = "slave(1)@127.0.0.1:5051",
            Installation = installation,
        };
        return plain with
        {
            Containerizers = string.Join(',', settings.Containerizers),
            StopGrace = settings.StopGrace / timeScale,
            CallLimit = settings.CallLimit / timeScale + slack,
            RunLimit = settings.RunLimit / timeScale + slack,
            CgroupsEnableCfs = settings.Cfs,
            FetchLimit = settings.FetchLimit / timeScale + slack,
            PullInactivityLimit = settings.PullInactivityLimit / timeScale,
            ReconcileInterval = plain.ReconcileInterval / timeScale,
            RecoveryTimeout = settings.RecoveryTimeout / timeScale,
            RetryPause = plain.RetryPause / timeScale,
        };
    }
}
