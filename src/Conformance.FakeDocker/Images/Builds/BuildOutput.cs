using Conformance.Docker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.FakeDocker;

/// <summary>The lines of a build, as they come.</summary>
/// <param name="world">The world.</param>
/// <param name="isQuiet">Only the id at the end, and errors.</param>
internal sealed class BuildOutput(World world, bool isQuiet) : EngineStream<PullProgress>
{
    private readonly Queue<PullProgress> lines = new();
    private readonly List<PullProgress> held = [];
    private Completion<bool>? arrival;
    private bool hasEnded;

    /// <summary>Words of the build.</summary>
    public void Say(string words)
    {
        var line = new PullProgress { Stream = words };
        if (isQuiet)
            held.Add(line);
        else
            Add(line);
    }

    /// <summary>The build has failed: now it is told how it came there, also where that was not wanted.</summary>
    public void Fail(PullProgress error)
    {
        foreach (var line in held)
            Add(line);
        held.Clear();
        Add(error);
    }

    /// <summary>The image, at the end.</summary>
    public void Built(FakeImage image)
    {
        if (isQuiet)
            Add(new PullProgress { Stream = image.Id + "\n" });
        else
            Add(new PullProgress { Aux = new BuiltImageId(image.Id) });
    }

    /// <summary>A line of any kind.</summary>
    public void Add(PullProgress line)
    {
        lines.Enqueue(line);
        arrival?.TrySet(true);
    }

    /// <summary>Nothing more comes.</summary>
    public void End()
    {
        hasEnded = true;
        arrival?.TrySet(true);
    }

    /// <inheritdoc/>
    public override async Task<PullProgress?> Next()
    {
        PullProgress? line;
        while (!lines.TryDequeue(out line) && !hasEnded)
        {
            arrival = world.Completion<bool>();
            await arrival.Task;
        }

        return line;
    }

    /// <inheritdoc/>
    public override void Close() => End();
}
