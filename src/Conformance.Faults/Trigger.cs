using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>An edge of a run at which something can be made to happen: an operation or a point, about something, on one side of its effect.</summary>
/// <param name="Operation">Engine operation (<c>container.create</c>), point of agent or machine (<c>checkpoint.write</c>, <c>launch.reply</c>).</param>
/// <param name="Container">Scenario name of the container it is about; null if about none or unknown.</param>
/// <param name="Image">Scenario name of the image it is about; null if about none.</param>
/// <param name="Phase">Side of the effect.</param>
public sealed record Edge(string Operation, string? Container, string? Image, Phase Phase);

/// <summary>Which edge: the condition of a fault, of a hold and of the step <c>until</c>.</summary>
public sealed record Trigger
{
    /// <summary>Operation or point.</summary>
    [Meaning("Operation of the Engine API (container.create, image.pull, ...) or point of agent and machine (checkpoint.write, launch.reply, ...).")]
    public required string On { get; init; }

    /// <summary>Scenario name of the container; null for any.</summary>
    [Meaning("Only when it is about this container of the scenario. Default: any.")]
    public string? Container { get; init; }

    /// <summary>Scenario name of the image; null for any.</summary>
    [Meaning("Only when it is about this image of the scenario. Default: any.")]
    public string? Image { get; init; }

    /// <summary>First matching occurrence that counts, from 1.</summary>
    [Meaning("First matching occurrence that counts, from 1. Default: 1.")]
    public int Nth { get; init; } = 1;

    /// <summary>How many occurrences count from there; null for all.</summary>
    [Meaning("How many occurrences count, from the nth on; 0 for all. Default: 1.")]
    public int Times { get; init; } = 1;

    /// <summary>Side of the effect.</summary>
    [Meaning("before: the daemon received it, nothing has happened; after: it has happened, the caller was not answered. Default: before.")]
    public Phase When { get; init; } = Phase.Before;
}
