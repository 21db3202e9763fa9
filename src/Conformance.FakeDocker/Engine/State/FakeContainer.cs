using Conformance.Docker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>A container as one life of the daemon holds it in memory: its lock, who waits for it, what is under way.</summary>
internal sealed class FakeContainer(World world, ContainerRecord record)
{
    private Completion<ContainerEnd>? stopped;
    private Completion<ContainerEnd>? removed;
    private ContainerInspect? inspected;
    private ContainerSummary? listed;

    /// <summary>The durable part.</summary>
    public ContainerRecord Record { get; } = record;

    /// <summary>64 hex digits.</summary>
    public string Id => Record.Id;

    /// <summary>The daemon's lock on this container: a start holds it for its whole time, others for a moment.</summary>
    public ContainerGate Gate { get; } = new(world);

    /// <summary>Its process, while there is one.</summary>
    public ContainerTask? Task { get; set; }

    /// <summary>Commands prepared or running in it, oldest first.</summary>
    public List<FakeExec> Execs { get; } = [];

    /// <summary>Its last probes that are over, oldest first.</summary>
    public Queue<FakeExec> Probes { get; } = [];

    /// <summary>Ends the watch over its health; null while nobody watches.</summary>
    public Completion<bool>? HealthWatch { get; set; }

    /// <summary>A removal is under way.</summary>
    public bool IsBeingRemoved { get; set; }

    /// <summary>It has been removed; only those who still hold it see this.</summary>
    public bool IsGone { get; set; }

    /// <summary>A client ended it: the restart policy is off until the next start by a client.</summary>
    public bool IsPolicyOff { get; set; }

    /// <summary>AutoRemove is suspended while a client restarts it.</summary>
    public bool StaysOnExit { get; set; }

    /// <summary>Wait before the last restart by policy.</summary>
    public TimeSpan RestartDelay { get; set; }

    /// <summary>Counts the runs, so that a delayed restart knows whether it is still wanted.</summary>
    public int RunNumber { get; set; }

    /// <summary>The answer of before if this one says the same: then it need not be written again.</summary>
    public ContainerInspect Tell(ContainerInspect now) => inspected = now == inspected ? inspected : now;

    /// <inheritdoc cref="Tell(ContainerInspect)"/>
    public ContainerSummary Tell(ContainerSummary now) => listed = now == listed ? listed : now;

    /// <summary>A word for the state: created, running, paused, restarting, removing, exited, dead.</summary>
    public string Status
    {
        get
        {
            if (Record.IsRunning)
                return Record.IsPaused ? "paused" : Record.IsRestarting ? "restarting" : "running";
            if (IsBeingRemoved)
                return "removing";
            if (Record.IsDead)
                return "dead";
            return Record.StartedAt is null ? "created" : "exited";
        }
    }

    /// <summary>How the last run (or failed start) ended.</summary>
    public ContainerEnd LastEnd => new(Record.ExitCode, Record.Error);

    /// <summary>The next end of a run, or the removal.</summary>
    public Task<ContainerEnd> NextStop => (stopped ??= world.Completion<ContainerEnd>()).Task;

    /// <summary>The removal.</summary>
    public Task<ContainerEnd> Removal => (removed ??= world.Completion<ContainerEnd>()).Task;

    /// <summary>The run is over: commands that were prepared and not started are forgotten.</summary>
    public void ForgetExecs()
    {
        foreach (var exec in Execs)
            exec.IsForgotten = exec is { IsRunning: false, ExitCode: null };
        Execs.RemoveAll(static exec => exec.IsForgotten);
    }

    /// <summary>Answers those who wait for an end.</summary>
    public void AnnounceStop()
    {
        stopped?.TrySet(LastEnd);
        stopped = null;
    }

    /// <summary>Answers everyone.</summary>
    public void AnnounceRemoval()
    {
        IsGone = true;
        // Why a start failed is forgotten by then.
        var end = LastEnd with { Error = "" };
        removed?.TrySet(end);
        stopped?.TrySet(end);
        removed = stopped = null;
    }
}

/// <summary>How a run ended, or why it never began.</summary>
/// <param name="ExitCode">0 to 255.</param>
/// <param name="Error">Why it never began; empty when it did.</param>
internal readonly record struct ContainerEnd(int ExitCode, string Error);
