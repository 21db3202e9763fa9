namespace Conformance.Docker;

/// <summary>One step in the making of an image.</summary>
/// <param name="Comment">Comment.</param>
/// <param name="Created">UNIX seconds.</param>
/// <param name="CreatedBy">Command.</param>
/// <param name="Id">Of the image that it led to; <c>&lt;missing&gt;</c> where that is not here.</param>
/// <param name="Size">Bytes that it added.</param>
/// <param name="Tags">Of that image; null for none.</param>
public sealed record HistoryEntry(string Comment, long Created, string CreatedBy, string Id, long Size, IReadOnlyList<string>? Tags);
