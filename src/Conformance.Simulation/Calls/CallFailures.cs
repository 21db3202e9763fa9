namespace Conformance.Simulation;

/// <summary>The called process was dead, or died before it answered; what it had done by then is unknown.</summary>
public sealed class PeerDiedException(string peer) : Exception($"Process {peer} is dead: the connection ended without an answer.")
{
    /// <summary>Name of the called process.</summary>
    public string Peer { get; } = peer;
}

/// <summary>The caller hung up before the answer came; whether the call had an effect is unknown.</summary>
public sealed class CallAbortedException(string peer) : Exception($"The connection to process {peer} was closed before it answered.");
