using Conformance.Docker;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Checks;

/// <summary>
/// A function from a history and the ground truth to violations. One check, one file; found by reflection (a public class
/// with a parameterless constructor), so that adding one is adding one file. Holds no state between runs.
/// </summary>
public interface ICheck
{
    /// <summary>Stable id in lower case with hyphens.</summary>
    string Id { get; }

    /// <summary>What it demands, one sentence.</summary>
    string Sentence { get; }

    /// <summary>
    /// Which invariants of a containerizer it judges, I1 to I16 as <c>src/README.md</c> lists them, separated by blanks. Default:
    /// none of them.
    /// </summary>
    string Invariants => "";

    /// <summary>
    /// Whether it can judge only a run whose steps were all done and that has settled. Default: true. What says false is asked
    /// also of a run that got stuck.
    /// </summary>
    bool NeedsEnd => true;

    /// <summary>Judges one run; counts what it judged.</summary>
    CheckResult Judge(RunRecord record);
}

/// <summary>What checks judge.</summary>
/// <param name="Scenario">What was to happen.</param>
/// <param name="Events">What happened.</param>
/// <param name="Truth">What is left, asked past all faults.</param>
public sealed record RunRecord(Scenario Scenario, IReadOnlyList<HistoryEvent> Events, GroundTruth Truth)
{
    private RunIndex? index;

    /// <summary>Profile of the subject; <c>strict</c> for whoever has none.</summary>
    public string Profile { get; init; } = "strict";

    /// <summary>By how much the durations of the scenario were divided; 1 on sim.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>Added to every bound: what a real machine may need on top. Zero on sim.</summary>
    public TimeSpan Slack { get; init; }

    /// <summary>The history in the order in which checks ask: by task, by container, by call. Made once.</summary>
    public RunIndex Index => index ??= RunIndex.Of(this);
}

/// <summary>What really exists when a run is over and has settled: never what a faulty API says.</summary>
/// <param name="Containers">All containers of the daemon.</param>
/// <param name="Children">Command lines of processes that the agent's incarnations left behind.</param>
/// <param name="Sandboxes">Content of stdout and stderr by Mesos container id.</param>
public sealed record GroundTruth(
    IReadOnlyList<RealContainer> Containers,
    IReadOnlyList<string> Children,
    IReadOnlyDictionary<string, SandboxOutput> Sandboxes)
{
    /// <summary>References of images that the daemon is still pulling. Default: none; a real daemon does not tell.</summary>
    public IReadOnlyList<string> Pulls { get; init; } = [];

    /// <summary>Volumes that came up during the run and that no container uses. Default: none.</summary>
    public IReadOnlyList<string> UnusedVolumes { get; init; } = [];

    /// <summary>Names that are taken though no container has them. Default: none; a real daemon does not tell.</summary>
    public IReadOnlyList<string> TakenNames { get; init; } = [];
}

/// <summary>One container that really exists.</summary>
/// <param name="Id">Docker id.</param>
/// <param name="Name">Docker name without slash.</param>
/// <param name="Status">created, running, paused, exited, dead, ...</param>
/// <param name="LiveProcesses">Processes of it that really live.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="IsForeign">It was there before, made by the scenario for another owner.</param>
public sealed record RealContainer(
    string Id, string Name, string Status, int LiveProcesses, IReadOnlyDictionary<string, string> Labels, bool IsForeign)
{
    /// <summary>Its control groups; null if it does not run.</summary>
    public CgroupFigures? Figures { get; init; }
}

/// <summary>What a sandbox holds.</summary>
/// <param name="Stdout">Content of stdout.</param>
/// <param name="Stderr">Content of stderr.</param>
public sealed record SandboxOutput(byte[] Stdout, byte[] Stderr);
