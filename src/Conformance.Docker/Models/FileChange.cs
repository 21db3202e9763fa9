namespace Conformance.Docker;

/// <summary>A path of a container that differs from its image.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Kind">0 changed, 1 made, 2 deleted.</param>
public sealed record FileChange(string Path, int Kind);

/// <summary>Answer of changes.</summary>
/// <param name="All">In ordinal order.</param>
public sealed record FileChanges(IReadOnlyList<FileChange> All);
