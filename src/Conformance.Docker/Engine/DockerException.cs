namespace Conformance.Docker;

/// <summary>How a call to a daemon failed.</summary>
public enum DockerFailure
{
    /// <summary>The daemon answered with an error status, or a line of a 200 stream carried an error.</summary>
    Answered,

    /// <summary>No connection was made: no socket, refused. Nothing was sent.</summary>
    Unreachable,

    /// <summary>The connection ended before the whole answer had come.</summary>
    Broken,

    /// <summary>The caller's limit passed first; the call was aborted.</summary>
    TimedOut,

    /// <summary>The answer came and was not what the API promises.</summary>
    Unreadable,
}

/// <summary>A call to a daemon failed. Thrown by engines and by the verbs of <see cref="IDocker"/>.</summary>
public sealed class DockerException(DockerFailure failure, string message, int? status = null) : Exception(message)
{
    /// <summary>How.</summary>
    public DockerFailure Failure { get; } = failure;

    /// <summary>The HTTP status, where one was answered and is known; a docker program hides it.</summary>
    public int? Status { get; } = status;

    /// <summary>
    /// True if the effect is known not to have happened: nothing was sent, or the daemon answered with a 4xx. A 5xx, a
    /// broken connection and a passed limit tell nothing: daemons do the work and then say 500.
    /// </summary>
    public bool IsDefinite => Failure == DockerFailure.Unreachable || Status is >= 400 and < 500;

    /// <summary>The daemon says that the thing named does not exist.</summary>
    public bool IsNotFound => Status == 404;

    /// <summary>An error answer of a daemon.</summary>
    public static DockerException Answered(int status, string message) => new(DockerFailure.Answered, message, status);

    /// <summary>Nobody listens.</summary>
    public static DockerException Unreachable(string message) => new(DockerFailure.Unreachable, message);

    /// <summary>The connection was cut; Go clients print <c>unexpected EOF</c>.</summary>
    public static DockerException Broken(string message = "unexpected EOF") => new(DockerFailure.Broken, message);

    /// <summary>The caller's limit passed.</summary>
    public static DockerException TimedOut(string what, TimeSpan limit) =>
        new(DockerFailure.TimedOut, FormattableString.Invariant($"{what} was not answered within {limit.TotalSeconds:0.###} s"));

    /// <summary>A pull that has shown no sign of life for too long, and was ended.</summary>
    public static DockerException PullIsStuck(string reference, TimeSpan inactivity) =>
        new(DockerFailure.TimedOut, FormattableString.Invariant($"the pull of {reference} showed no progress for {inactivity.TotalSeconds:0.###} s"));

    /// <summary>
    /// The same words for a call of which an earlier part has happened: a container that was created and not started is
    /// there, whatever the daemon says of the start.
    /// </summary>
    public DockerException AsIndefinite() =>
        new(Failure == DockerFailure.Unreachable ? DockerFailure.Broken : Failure, Message);
}
