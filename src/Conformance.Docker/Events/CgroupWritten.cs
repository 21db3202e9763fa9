using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>Somebody has written a file of a container's control groups.</summary>
/// <param name="Id">Docker id.</param>
/// <param name="File">Name of the file, such as <c>cpu.shares</c>.</param>
/// <param name="Value">What was written.</param>
public sealed record CgroupWritten(string Id, string File, string Value) : EventData
{
    /// <inheritdoc/>
    public override string Kind => "cgroup.written";

    /// <inheritdoc/>
    public override string Container => Id;

    /// <inheritdoc/>
    public override string Describe() => $"{File} {Value}";
}
