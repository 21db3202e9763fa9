namespace Conformance.Containerizer;

/// <summary>A file could not be fetched. The message is what the fetcher says last.</summary>
public sealed class FetchException(string message) : Exception(message);
