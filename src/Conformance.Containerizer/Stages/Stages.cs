namespace Conformance.Containerizer;

/// <summary>
/// The stages of a containerizer. Each is a class of its own whose members can be overridden; a record of them is a
/// containerizer's behaviour. To change one stage, make a copy with that member replaced.
/// </summary>
public sealed record Stages
{
    /// <summary>The order of a launch, and its clean-up.</summary>
    public required LaunchStage Launch { get; init; }

    /// <summary>Files of the command into the sandbox.</summary>
    public required FetchStage Fetch { get; init; }

    /// <summary>The image.</summary>
    public required PullStage Pull { get; init; }

    /// <summary>The intent, create and start.</summary>
    public required RunStage Run { get; init; }

    /// <summary>The pid on disk.</summary>
    public required CheckpointStage Checkpoint { get; init; }

    /// <summary>Output into the sandbox.</summary>
    public required LogStage Logs { get; init; }

    /// <summary>Finding out that a container has ended, and how.</summary>
    public required WaitStage Wait { get; init; }

    /// <summary>Making it end.</summary>
    public required StopStage Stop { get; init; }

    /// <summary>Removing it, and telling its termination.</summary>
    public required DestroyStage Destroy { get; init; }

    /// <summary>After a start of the agent.</summary>
    public required RecoverStage Recover { get; init; }

    /// <summary>Now and then.</summary>
    public required ReconcileStage Reconcile { get; init; }

    /// <summary>Resources in force.</summary>
    public required UpdateStage Update { get; init; }

    /// <summary>Measuring.</summary>
    public required UsageStage Usage { get; init; }

    /// <summary>The stages as they are meant to be.</summary>
    public static Stages Of(ContainerizerContext context) => new()
    {
        Launch = new LaunchStage(context),
        Fetch = new FetchStage(context),
        Pull = new PullStage(context),
        Run = new RunStage(context),
        Checkpoint = new CheckpointStage(context),
        Logs = new LogStage(context),
        Wait = new WaitStage(context),
        Stop = new StopStage(context),
        Destroy = new DestroyStage(context),
        Recover = new RecoverStage(context),
        Reconcile = new ReconcileStage(context),
        Update = new UpdateStage(context),
        Usage = new UsageStage(context),
    };
}
