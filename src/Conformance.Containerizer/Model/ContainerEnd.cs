namespace Conformance.Containerizer;

/// <summary>What is known of the end of a container.</summary>
/// <param name="Code">Exit code that can be believed; null if unknown, which is never success.</param>
/// <param name="IsProven">False if the container may still be running, so that only its removal by force ends it.</param>
/// <param name="Doubt">Why the code is unknown.</param>
public sealed record ContainerEnd(int? Code, bool IsProven = true, string? Doubt = null)
{
    /// <summary>It ended, nobody knows how.</summary>
    public static ContainerEnd Unknown(string doubt) => new(null, true, doubt);

    /// <summary>It would not end.</summary>
    public static ContainerEnd Unproven(string doubt) => new(null, false, doubt);
}
