namespace Conformance.FakeDocker;

/// <summary>How a process inside a container ended: a code or a signal.</summary>
/// <param name="Code">Exit code, 0 to 255; 0 where a signal ended it.</param>
/// <param name="Signal">Signal that ended it; 0 where it exited.</param>
internal readonly record struct InnerStatus(int Code, int Signal = 0)
{
    /// <summary>What <c>$?</c> says, and docker: 128 plus the signal, or the code.</summary>
    public int ShellCode => Signal > 0 ? 128 + Signal : Code & 255;
}
