namespace Conformance.Containerizer;

/// <summary>A stage of a launch failed.</summary>
/// <param name="message">The reason, as the framework should read it.</param>
/// <param name="leftover">What may be left at the daemon.</param>
public sealed class StageFailure(string message, Leftover leftover = Leftover.Nothing) : Exception(message)
{
    /// <summary>What may be left at the daemon.</summary>
    public Leftover Leftover { get; } = leftover;
}

/// <summary>What a failed launch may have left at the daemon.</summary>
public enum Leftover
{
    /// <summary>Nothing: create was not sent, or is known to have failed.</summary>
    Nothing,

    /// <summary>The daemon has answered; a container of this launch is there now or never.</summary>
    Container,

    /// <summary>The daemon may still be at work; a container may appear later.</summary>
    LateContainer,
}
