namespace Conformance.Docker;

/// <summary>Answer of top: a table.</summary>
/// <param name="Processes">Rows.</param>
/// <param name="Titles">Names of the columns.</param>
public sealed record TopReply(IReadOnlyList<IReadOnlyList<string>> Processes, IReadOnlyList<string> Titles);

/// <summary>Answer of commit.</summary>
/// <param name="Id"><c>sha256:</c> and 64 hex digits.</param>
public sealed record CommitReply(string Id);
