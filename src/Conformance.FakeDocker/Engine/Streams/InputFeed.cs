using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>Carries what a client sends to a program's standard input, until the client's end.</summary>
/// <param name="source">The client.</param>
/// <param name="target">The program's input.</param>
/// <param name="tap">The client's part in the program's output.</param>
internal sealed class InputFeed(EngineInput source, ContainerInput target, OutputTap tap)
{
    /// <summary>Keys that detach; null for none, as without a terminal.</summary>
    public DetachKeys? Keys { get; init; }

    /// <summary>Whether the client's end is the program's end of file; otherwise it only ends the client's part.</summary>
    public bool EndsInput { get; init; }

    /// <summary>Runs to the end; true if the client detached.</summary>
    public async Task<bool> Run()
    {
        while (await source.Next() is { IsEmpty: false } piece)
        {
            var isDetaching = false;
            var input = Keys is null ? piece : Keys.Filter(piece, out isDetaching);
            await target.Write(input);
            if (!isDetaching)
                continue;
            tap.End();
            return true;
        }

        if (EndsInput)
            target.End();
        else
            tap.End();
        return false;
    }
}
