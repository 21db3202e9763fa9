namespace Conformance.FakeDocker;

/// <summary>A step that failed; the message is what the client is told.</summary>
internal sealed class BuildFailure(string message, int? code = null) : Exception(message)
{
    /// <summary>The exit code of its command; null for another reason.</summary>
    public int? Code { get; } = code;
}
