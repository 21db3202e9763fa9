namespace Conformance.Harness.Fidelity;

/// <summary>Sequences of a container's life that chance makes too seldom.</summary>
internal static class ContainerSequences
{
    /// <summary>All of them.</summary>
    public static IEnumerable<CallSequence> All => [];
}
