using System.Collections.Immutable;

namespace Conformance.Harness.Fidelity;

/// <summary>What a container's program does.</summary>
public enum ModelProgram
{
    /// <summary>Runs until it is killed; pid 1, so that no other signal ends it.</summary>
    Sleeps,

    /// <summary>Says <c>ready</c> and runs until SIGTERM, at which it ends with 7.</summary>
    Obeys,

    /// <summary>Ends by itself, with a word on its output.</summary>
    Ends,

    /// <summary>Copies its input, which one client types, and ends with it.</summary>
    Copies,

    /// <summary>Cannot be started.</summary>
    Fails,
}

/// <summary>What became of a container, as far as later answers depend on it.</summary>
public enum ModelState
{
    /// <summary>Never started.</summary>
    Created,

    /// <summary>Its start failed.</summary>
    Failed,

    /// <summary>Runs, and goes on until it is ended.</summary>
    Running,

    /// <summary>Runs, frozen.</summary>
    Paused,

    /// <summary>Has ended.</summary>
    Exited,
}

/// <summary>A container as a generator knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">Under which its id is kept.</param>
/// <param name="Program">What runs in it.</param>
/// <param name="State">What became of it.</param>
public sealed record ModelContainer(string Name, string Key, ModelProgram Program, ModelState State = ModelState.Created)
{
    /// <summary>Whether the daemon removes it when it ends. Default: false.</summary>
    public bool IsAutoRemoved { get; init; }

    /// <summary>Whether it has a terminal. Default: false.</summary>
    public bool HasTerminal { get; init; }

    /// <summary>Whether a process is alive in it.</summary>
    public bool IsAlive => State is ModelState.Running or ModelState.Paused;

    /// <summary>How often it was started: names what is open for one run of it. Default: 0.</summary>
    public int Starts { get; init; }

    /// <summary>Open calls that its end ends. Default: none.</summary>
    public ImmutableList<string> EndedByExit { get; init; } = [];

    /// <summary>Open calls that only its removal ends. Default: none.</summary>
    public ImmutableList<string> EndedByRemoval { get; init; } = [];
}

/// <summary>
/// What a generator knows while it makes a sequence: just enough to make only calls whose answers are decided by those before. Names of
/// things that there are, for whoever needs one; a family keeps its own kinds of names here.
/// </summary>
public sealed record SequenceModel
{
    /// <summary>What stands before each path: nothing, or such as <c>/v1.24</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Containers that there are, in the order of their creation.</summary>
    public ImmutableList<ModelContainer> Containers { get; init; } = [];

    /// <summary>Networks that were made.</summary>
    public ImmutableList<string> Networks { get; init; } = [];

    /// <summary>Volumes that were made.</summary>
    public ImmutableList<string> Volumes { get; init; } = [];

    /// <summary>References to images beside that of every daemon here.</summary>
    public ImmutableList<string> Images { get; init; } = [];

    /// <summary>Ids that are kept, of commands in containers and of whatever else has one, by the name of what they belong to.</summary>
    public ImmutableDictionary<string, ImmutableList<string>> Kept { get; init; } = ImmutableDictionary<string, ImmutableList<string>>.Empty;

    /// <summary>How many names were given: each is new.</summary>
    public int Names { get; init; }

    /// <summary>An empty daemon.</summary>
    public static SequenceModel Start(string version) => new() { Version = version };

    /// <summary>Whether the version is old: below 1.30, a wait has no conditions and no head before its end.</summary>
    public bool IsOld => Version is "/v1.24";

    /// <summary>The container of that name, as it is now.</summary>
    public ModelContainer? Find(string name) => Containers.Find(container => container.Name == name);

    /// <summary>One container changed.</summary>
    public SequenceModel With(string name, Func<ModelContainer, ModelContainer> change)
    {
        var index = Containers.FindIndex(container => container.Name == name);
        return index < 0 ? this : this with { Containers = Containers.SetItem(index, change(Containers[index])) };
    }

    /// <summary>One container gone.</summary>
    public SequenceModel Without(string name) => this with { Containers = Containers.RemoveAll(container => container.Name == name) };

    /// <summary>A container's process has ended.</summary>
    public SequenceModel Ended(string name) => Find(name) is { IsAutoRemoved: true }
        ? Without(name)
        : With(name, container => container with { State = ModelState.Exited, EndedByExit = [] });
}
