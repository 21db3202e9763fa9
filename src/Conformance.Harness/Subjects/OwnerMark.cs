using Conformance.Docker;
using Conformance.Harness.Runs;

namespace Conformance.Harness.Subjects;

/// <summary>
/// How the processes of a neighbour say whose they are, so that each request at the daemon can be traced to an agent. Those of the
/// first agent say nothing: their environment is what it is without neighbours.
/// </summary>
internal static class OwnerMark
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>Variables of an agent's process.</summary>
    public static IReadOnlyDictionary<string, string> Of(string agent) =>
        agent == AgentName.First ? None : new Dictionary<string, string> { [EngineReceived.OwnerVariable] = agent };
}
