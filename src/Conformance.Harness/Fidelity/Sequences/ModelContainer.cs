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

    /// <summary>The network that it was created for. Default: none.</summary>
    public string NetworkMode { get; init; } = "none";

    /// <summary>Names of made networks that it is in when it runs. Default: none.</summary>
    public ImmutableList<string> Networks { get; init; } = [];

    /// <summary>Key of the image that it was made from. Default: that of every daemon here.</summary>
    public string Image { get; init; } = ContainerBodies.Image;

    /// <summary>Whether its body says no more of the program than a command, so that another may stand for it in an image. Default: true.</summary>
    public bool IsPlain { get; init; } = true;

    /// <summary>Whether a process is alive in it.</summary>
    public bool IsAlive => State is ModelState.Running or ModelState.Paused;

    /// <summary>How often it was started: names what is open for one run of it. Default: 0.</summary>
    public int Starts { get; init; }

    /// <summary>Open calls that its end ends. Default: none.</summary>
    public ImmutableList<string> EndedByExit { get; init; } = [];

    /// <summary>Open calls that only its removal ends. Default: none.</summary>
    public ImmutableList<string> EndedByRemoval { get; init; } = [];
}
