namespace Conformance.FakeDocker;

/// <summary>A stream of an answer told of an error, or broke; the message is what the program prints.</summary>
internal sealed class CliStreamException(string message) : Exception(message);
