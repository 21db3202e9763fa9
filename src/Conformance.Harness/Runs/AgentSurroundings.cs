using Conformance.Faults;
using Conformance.Harness.Scenarios;
using Conformance.Harness.Subjects;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Harness.Runs;

/// <summary>What a backend gives to the agent of one run.</summary>
internal sealed record AgentSurroundings
{
    /// <summary>Which agent it is; see <see cref="AgentName"/>.</summary>
    public string Agent { get; init; } = AgentName.First;

    /// <summary>The harness's own process on the machine that the agent uses too.</summary>
    public required IMachine Machine { get; init; }

    /// <summary>The record.</summary>
    public required History History { get; init; }

    /// <summary>What is under test.</summary>
    public required ISubject Subject { get; init; }

    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>Learns the Mesos ids.</summary>
    public required IContainerNames Names { get; init; }

    /// <summary>Faults at the agent's own points.</summary>
    public required PointFaults Points { get; init; }

    /// <summary>What the containerizer is told; the id of the agent is filled in at each start.</summary>
    public required ContainerizerOptions Options { get; init; }

    /// <summary>Reference of an image by its name in the scenario.</summary>
    public required Func<string, string> Reference { get; init; }

    /// <summary>URI of a file by its name in the scenario; what is no name of one is a URI itself.</summary>
    public required Func<string, string> Uri { get; init; }

    /// <summary>Damages the checkpoints below a folder as the crash demands and says what it did; null if nothing.</summary>
    public required Func<StateLoss, string, double, Task<string?>> LoseState { get; init; }

    /// <summary>Looks at the host past everybody.</summary>
    public required Witness Witness { get; init; }

    /// <summary>Ids from the seed.</summary>
    public required SeededIds Ids { get; init; }

    /// <summary>
    /// Calls wait right after launch was sent, and destroy after a launch that failed, as Mesos does from 0.23.0 on; otherwise
    /// wait only once launch has settled, as 0.20 does.
    /// </summary>
    public bool WaitsAtOnce { get; init; } = true;

    /// <summary>
    /// Awaited when an answer has come, before its line is written: on a real daemon, until what had happened at it before is in
    /// the history, so that the order of lines is the order of things. Null where they are in order anyway.
    /// </summary>
    public Func<Task>? BeforeAnswer { get; init; }

    /// <summary>A free address for an executor to listen at.</summary>
    public required Func<string> FreeAddress { get; init; }

    /// <summary>See <see cref="RunRequest.MayMiss"/>.</summary>
    public bool MayMiss { get; init; }

    /// <summary>By how much the durations of the scenario are divided.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>
    /// What is added to each limit after the division, because a daemon and its kernel do not become faster with the scale.
    /// </summary>
    public TimeSpan Slack { get; init; }

    /// <summary>How long this agent, when it has come back, waits for executors to register again.</summary>
    public TimeSpan ReregistrationTimeout => Scenario.Agent.ReregistrationTimeout / TimeScale + Slack;

    /// <summary>How long an executor that was told to shut down may take.</summary>
    public TimeSpan ShutdownGrace => Scenario.Agent.ShutdownGrace / TimeScale + Slack;

    /// <summary>How long this agent waits for a registration.</summary>
    public TimeSpan RegistrationTimeout => Scenario.Agent.RegistrationTimeout / TimeScale + RegistrationSlackFactor * Slack;

    /// <summary>Lets time pass, in the scenario's measure.</summary>
    public Task Pause(TimeSpan time) => Task.Delay(time / TimeScale, Machine.Time);

    // A launch is several calls and processes that start, on a host that may be busy; the bound of a launch (BoundedProgress) has more yet.
    private const int RegistrationSlackFactor = 10;
}
