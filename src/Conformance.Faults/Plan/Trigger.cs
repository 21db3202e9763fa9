using System.Globalization;
using System.Text;
using Conformance.Machine;

namespace Conformance.Faults;

/// <summary>Which edge: the condition of a fault, of a hold and of the step <c>until</c>.</summary>
public sealed record Trigger
{
    /// <summary>Operation or point.</summary>
    [Meaning("Operation of the Engine API (container.create, image.pull, ...) or point of agent and machine (checkpoint.write, launch.reply, ...).", IsShorthand = true)]
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

    /// <summary>How many occurrences count from there; 0 for all. Of no meaning to <c>hold</c> and <c>until</c>.</summary>
    [Meaning("How many occurrences count, from the nth on; 0 for all. Default: 1.")]
    public int Times { get; init; } = 1;

    /// <summary>Side of the effect.</summary>
    [Meaning("before: the daemon received it, nothing has happened; after: it has happened, the caller was not answered. Default: before.")]
    public Phase When { get; init; } = Phase.Before;

    /// <summary>Whether an edge is one of those that are counted.</summary>
    public bool Matches(Edge edge) =>
        edge.Phase == When
        && string.Equals(edge.Operation, On, StringComparison.Ordinal)
        && (Container is null || string.Equals(edge.Container, Container, StringComparison.Ordinal))
        && (Image is null || string.Equals(edge.Image, Image, StringComparison.Ordinal));

    /// <summary>Whether the occurrence with this number, from 1, is meant.</summary>
    public bool Counts(int occurrence) => occurrence >= Nth && (Times == 0 || occurrence - Nth < Times);

    /// <summary>As a person says it: <c>occurrence 2 of container.start of web, after</c>.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        if (Nth != 1)
            text.Append(CultureInfo.InvariantCulture, $"occurrence {Nth} of ");
        text.Append(On);
        if (Container is not null)
            text.Append(" of ").Append(Container);
        if (Image is not null)
            text.Append(" with image ").Append(Image);
        return text.Append(When == Phase.Before ? ", before" : ", after").ToString();
    }
}
