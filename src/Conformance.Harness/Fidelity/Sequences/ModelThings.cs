using System.Collections.Immutable;

namespace Conformance.Harness.Fidelity;

/// <summary>A network as a generator knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">Under which its id is kept.</param>
public sealed record ModelNetwork(string Name, string Key);

/// <summary>An image as a generator knows it.</summary>
/// <param name="Key">Under which its id is kept.</param>
/// <param name="Program">What its own command does; null where that is not known, or needs more than the image says.</param>
/// <param name="Parent">Key of the image that it was made from; empty for none.</param>
public sealed record ModelImage(string Key, ModelProgram? Program, string Parent)
{
    /// <summary>Its names, each with a tag. Default: none.</summary>
    public ImmutableList<string> Names { get; init; } = [];

    /// <summary>Whether any command may be given instead of its own: it has the usual files, and says nothing else of programs. Default: false.</summary>
    public bool TakesCommands { get; init; }
}

/// <summary>What became of a command in a container.</summary>
public enum ModelExecState
{
    /// <summary>Never started.</summary>
    Created,

    /// <summary>Runs until its container ends.</summary>
    Running,

    /// <summary>Has ended, or could not be started.</summary>
    Ended,
}

/// <summary>A command in a container as a generator knows it.</summary>
/// <param name="Key">Under which its id is kept.</param>
/// <param name="Container">Key of its container.</param>
/// <param name="Command">What it does.</param>
/// <param name="State">What became of it.</param>
public sealed record ModelExec(string Key, string Container, ExecCommand Command, ModelExecState State = ModelExecState.Created);
