namespace Conformance.Docker;

/// <summary>
/// What a client sends after its request: standard input, of attach and exec. The daemon asks for each piece, so a program that does not
/// read slows its client.
/// </summary>
public abstract class EngineInput
{
    /// <summary>The next piece; empty when the client has closed its side, or is gone.</summary>
    public abstract Task<ReadOnlyMemory<byte>> Next();
}
