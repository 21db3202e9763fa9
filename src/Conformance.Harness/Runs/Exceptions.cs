namespace Conformance.Harness.Runs;

/// <summary>What was asked makes no sense: an unknown subject, backend, token. Exit code 64; the message is for the person who typed it.</summary>
public sealed class UsageException(string message) : Exception(message);

/// <summary>
/// A subject did not keep its protocol: what was sent, what was expected, what came, and which page to read. The verdict of
/// the run is unknown: it is no statement about containers.
/// </summary>
public sealed class SubjectException(string message) : Exception(message);
