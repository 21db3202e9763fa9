using System.Collections.Immutable;

namespace Conformance.Harness.Fidelity;

/// <summary>
/// What a generator knows while it makes a sequence: just enough to make only calls whose answers are decided by those before. Things
/// that there are, for whoever needs one.
/// </summary>
public sealed record SequenceModel
{
    /// <summary>What stands before each path: nothing, or such as <c>/v1.24</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Containers that there are, in the order of their creation.</summary>
    public ImmutableList<ModelContainer> Containers { get; init; } = [];

    /// <summary>Commands that were prepared in them.</summary>
    public ImmutableList<ModelExec> Execs { get; init; } = [];

    /// <summary>Networks that were made; each name only once.</summary>
    public ImmutableList<ModelNetwork> Networks { get; init; } = [];

    /// <summary>Volumes that were named; some may be gone.</summary>
    public ImmutableList<string> Volumes { get; init; } = [];

    /// <summary>Images beside that of every daemon here, but those that are gone for sure.</summary>
    public ImmutableList<ModelImage> Images { get; init; } = [];

    /// <summary>How many names were given: each is new.</summary>
    public int Names { get; init; }

    /// <summary>An empty daemon.</summary>
    public static SequenceModel Start(string version) => new() { Version = version };

    /// <summary>Whether the version is old: below 1.30, a wait has no conditions and no head before its end.</summary>
    public bool IsOld => Version is "/v1.24";

    /// <summary>The container of that name, as it is now.</summary>
    public ModelContainer? Find(string name) => Containers.Find(container => container.Name == name);

    /// <summary>How many networks a container was promised that are gone: its start fails for want of the first that comes to hand.</summary>
    public int Missing(ModelContainer container) => container.Networks.Count(name => !Networks.Exists(network => network.Name == name));

    /// <summary>Commands of a container.</summary>
    public IEnumerable<ModelExec> ExecsOf(ModelContainer container) => Execs.Where(exec => exec.Container == container.Key);

    /// <summary>One container changed.</summary>
    public SequenceModel With(string name, Func<ModelContainer, ModelContainer> change)
    {
        var index = Containers.FindIndex(container => container.Name == name);
        return index < 0 ? this : this with { Containers = Containers.SetItem(index, change(Containers[index])) };
    }

    /// <summary>One command changed.</summary>
    public SequenceModel WithExec(string key, Func<ModelExec, ModelExec> change)
    {
        var index = Execs.FindIndex(exec => exec.Key == key);
        return index < 0 ? this : this with { Execs = Execs.SetItem(index, change(Execs[index])) };
    }

    /// <summary>One image changed.</summary>
    public SequenceModel WithImage(string key, Func<ModelImage, ModelImage> change)
    {
        var index = Images.FindIndex(image => image.Key == key);
        return index < 0 ? this : this with { Images = Images.SetItem(index, change(Images[index])) };
    }

    /// <summary>One container gone, with its commands.</summary>
    public SequenceModel Without(string name) => this with
    {
        Containers = Containers.RemoveAll(container => container.Name == name),
        Execs = Execs.RemoveAll(exec => exec.Container == Find(name)?.Key),
    };

    /// <summary>A container's process has ended, and what ran beside it.</summary>
    public SequenceModel Ended(string name) => Find(name) is { IsAutoRemoved: true }
        ? Without(name)
        : WithoutRun(name).With(name, container => container with { State = ModelState.Exited });

    /// <summary>What belonged to one run of a container has ended.</summary>
    public SequenceModel WithoutRun(string name) => With(name, container => container with { EndedByExit = [] }) with
    {
        Execs = [.. Execs.Select(exec => exec.Container == Find(name)?.Key ? exec with { State = ModelExecState.Ended } : exec)],
    };
}
