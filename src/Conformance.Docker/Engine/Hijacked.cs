namespace Conformance.Docker;

/// <summary>
/// The answer of attach and exec: the connection has left HTTP. What a program writes comes one way; the way back is
/// <see cref="EngineInput"/>.
/// </summary>
/// <param name="Output">Ends with the container or the command, or when the daemon has had enough.</param>
public sealed record Hijacked(EngineStream<LogFrame> Output)
{
    /// <summary>The daemon's side: leaves HTTP and writes frames until the end.</summary>
    internal async Task Write(IEngineAnswer answer, HijackHead head)
    {
        answer.Hijack(head);
        while (await Output.Next() is { } frame)
            await answer.Write(frame.ToBytes());
    }
}
