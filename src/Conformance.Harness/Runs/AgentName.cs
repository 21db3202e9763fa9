namespace Conformance.Harness.Runs;

/// <summary>What an agent is called in a history: as the actor of its lines, and where lines say which agent they are about.</summary>
public static class AgentName
{
    /// <summary>The agent that a scenario is about; in most runs the only one.</summary>
    public const string First = "agent";

    private const string Prefix = First + ":";

    /// <summary>Of a neighbour by its name in the scenario; null stands for the first agent.</summary>
    public static string Of(string? neighbour) => neighbour is null ? First : Prefix + neighbour;

    /// <summary>Whether the actor of a line is an agent.</summary>
    public static bool Is(string actor) => actor == First || actor.StartsWith(Prefix, StringComparison.Ordinal);
}
