namespace Conformance.Docker;

/// <summary>
/// The verbs a containerizer speaks to Docker. Two implementations: through <c>docker</c> processes, which outlive whoever
/// started them, and straight to the Engine API, where a connection dies with its process.
/// Every verb has a limit, after which it fails as <see cref="DockerFailure.TimedOut"/>; every failure is a
/// <see cref="DockerException"/> whose message holds the daemon's words.
/// </summary>
public interface IDocker
{
    /// <summary>Version of the daemon, such as 20.10.24.</summary>
    Task<string> Version(TimeSpan limit);

    /// <summary>
    /// Pulls an image. The limit is on inactivity: a lively pull may take hours. Completes when the image is there; fails
    /// with the registry's words. <see cref="IDockerPull.Cancel"/> ends the pull at the daemon as well.
    /// </summary>
    /// <param name="reference">Image with tag or digest.</param>
    /// <param name="home">Folder in which the docker program looks for credentials; null for the agent's own.</param>
    /// <param name="inactivity">Longest time without progress.</param>
    IDockerPull Pull(string reference, string? home, TimeSpan inactivity);

    /// <summary>Creates and starts a detached container; the answer is its full id.</summary>
    Task<string> Run(RunSpec spec, TimeSpan limit);

    /// <summary>
    /// Ends whatever earlier lives of this agent left asking: docker programs that outlived it, and would start a container
    /// behind its successor's back, or wait for ever for a daemon that hangs. What the daemon was asked already it may still do.
    /// To be called before anything else is asked.
    /// </summary>
    Task AbandonEarlier();

    /// <summary>A container by name or id; null if the daemon says that there is none.</summary>
    Task<ContainerInspect?> Inspect(string container, TimeSpan limit);

    /// <summary>An image; null if the daemon says that there is none.</summary>
    Task<ImageInspect?> InspectImage(string reference, TimeSpan limit);

    /// <summary>Containers in all states, with labels; one that vanishes meanwhile is left out, never an error.</summary>
    Task<IReadOnlyList<ContainerSummary>> List(EngineFilters? filters, TimeSpan limit);

    /// <summary>
    /// Waits for the end of a container that was started, without a limit, and answers its exit code. An end of the
    /// connection is a failure, not an exit.
    /// </summary>
    /// <param name="container">Name or id.</param>
    /// <param name="givenUp">When it completes nobody waits any more: the program or connection ends, and the call fails.</param>
    Task<int> Wait(string container, Task givenUp);

    /// <summary>Sends a signal. A container that does not run is a failure with the daemon's words.</summary>
    Task Kill(string container, int signal, TimeSpan limit);

    /// <summary>TERM, then KILL after the grace; completes after the exit. The limit is added to the grace.</summary>
    Task Stop(string container, TimeSpan grace, TimeSpan limit);

    /// <summary>Unfreezes a paused container.</summary>
    Task Unpause(string container, TimeSpan limit);

    /// <summary>Removes a container; one that is not there is a failure with <see cref="DockerException.IsNotFound"/>.</summary>
    Task Remove(string container, bool force, bool volumes, TimeSpan limit);

    /// <summary>
    /// The whole output so far as two byte strings; with it a containerizer completes what a follower missed. The limit is on
    /// inactivity: much output takes its time.
    /// </summary>
    Task<ContainerOutput> Logs(string container, TimeSpan inactivity);

    /// <summary>
    /// Appends the container's output, from its beginning, to two files until it ends or
    /// <see cref="IDockerFollower.Stop"/>.
    /// </summary>
    Task<IDockerFollower> FollowLogs(string container, string stdoutPath, string stderrPath);
}

/// <summary>Output of a container.</summary>
/// <param name="Stdout">Standard output.</param>
/// <param name="Stderr">Standard error.</param>
public sealed record ContainerOutput(byte[] Stdout, byte[] Stderr);

/// <summary>A pull under way.</summary>
public interface IDockerPull
{
    /// <summary>Completes when the image is there; fails with the reason.</summary>
    Task Done { get; }

    /// <summary>Ends it here and at the daemon; <see cref="Done"/> then fails. No error when it is over.</summary>
    Task Cancel();
}

/// <summary>A follower of a container's output.</summary>
public interface IDockerFollower
{
    /// <summary>Completes when the stream has ended or was stopped.</summary>
    Task Done { get; }

    /// <summary>Ends it. No error when it is over.</summary>
    Task Stop();
}
