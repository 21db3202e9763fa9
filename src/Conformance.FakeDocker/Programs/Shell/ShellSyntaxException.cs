namespace Conformance.FakeDocker;

/// <summary>A text is not what the shell reads: a syntax error of busybox, or a construct that is not simulated.</summary>
internal sealed class ShellSyntaxException(string message, bool isUnsupported = false) : Exception(message)
{
    /// <summary>A real shell would have taken it.</summary>
    public bool IsUnsupported { get; } = isUnsupported;

    /// <summary>A construct that is not simulated.</summary>
    public static ShellSyntaxException Unsupported(string construct) =>
        new($"conformance: the simulated shell does not know {construct}", isUnsupported: true);
}
