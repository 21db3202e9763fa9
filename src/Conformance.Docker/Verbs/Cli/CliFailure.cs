using System.Text;
using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>
/// What a failed docker program says about its call. It hides the HTTP status, so the status is known only where the daemon's
/// words leave no doubt; everything else is indefinite. Old programs (20.10) write <c>Error: No such container: X</c>, new ones
/// (28) put <c>Error response from daemon: </c> before everything; <c>run</c> puts <c>docker: </c> before that.
/// </summary>
internal static class CliFailure
{
    private const string FromRun = "docker: ";
    private const string FromDaemon = "Error response from daemon: ";
    private const string FromProgram = "Error: ";
    private const string OldHint = "See 'docker ";

    private static readonly string[] Noise = ["Run 'docker ", OldHint, "Unable to find image '", "Error: failed to start containers: "];

    private static readonly (string Words, int Status)[] Statuses =
    [
        ("No such container", 404),
        ("No such object", 404),
        ("No such image", 404),
        ("manifest unknown", 404),
        ("Conflict. The container name", 409),
        ("is not running", 409),
        ("is already paused", 409),
        ("is already in progress", 409),
        ("is marked for removal", 409),
        ("You cannot remove a ", 409),
    ];

    private static readonly string[] Unreached = ["Cannot connect to the Docker daemon", "permission denied while trying to connect"];

    private static readonly string[] Cut = ["error during connect", "unexpected EOF", "connection reset by peer", "broken pipe"];

    /// <summary>Reads the failure of <c>docker COMMAND</c>.</summary>
    public static DockerException Of(string command, ProcessExit exit)
    {
        if (exit.Signal is not null)
            return DockerException.Broken($"docker {command} {exit.Text}");
        var (words, isAnswer) = Words(exit.StandardError);
        if (words.Length == 0)
            return DockerException.Broken($"docker {command} {exit.Text} without a word");
        if (!isAnswer && Holds(words, Unreached))
            return DockerException.Unreachable(words);
        if (!isAnswer && Holds(words, Cut))
            return DockerException.Broken(words);
        return new DockerException(DockerFailure.Answered, words, StatusOf(words));
    }

    /// <summary>Whether <c>rm -f</c>, which succeeds for a container that is not there, said that it is not.</summary>
    public static bool SaysNotFound(ProcessExit exit) => exit.StandardError.Length > 0 && StatusOf(Words(exit.StandardError).Words) == 404;

    private static (string Words, bool IsAnswer) Words(byte[] standardError)
    {
        var text = Encoding.UTF8.GetString(standardError);
        var kept = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.TrimEnd();
            if (trimmed.StartsWith(FromRun + FromDaemon, StringComparison.Ordinal) || trimmed.StartsWith(FromDaemon, StringComparison.Ordinal))
                kept.Clear(); // What came before is the progress of a pull.
            if (trimmed.Length > 0 && !Noise.Any(noise => trimmed.StartsWith(noise, StringComparison.Ordinal)))
                kept.Add(trimmed);
        }

        var words = WithoutPrefix(string.Join('\n', kept), FromRun, out _);
        // Programs of 20.10 close the daemon's sentence with a point of their own before their hint.
        if (text.Contains(OldHint, StringComparison.Ordinal) && words.EndsWith('.'))
            words = words[..^1];
        words = WithoutPrefix(words, FromDaemon, out var isAnswer);
        return isAnswer ? (words, true) : (WithoutPrefix(words, FromProgram, out isAnswer), isAnswer);
    }

    private static string WithoutPrefix(string text, string prefix, out bool hadIt)
    {
        hadIt = text.StartsWith(prefix, StringComparison.Ordinal);
        return hadIt ? text[prefix.Length..] : text;
    }

    private static int? StatusOf(string words)
    {
        foreach (var (known, status) in Statuses)
        {
            if (words.Contains(known, StringComparison.OrdinalIgnoreCase))
                return status;
        }

        return null;
    }

    private static bool Holds(string words, string[] any) => any.Any(word => words.Contains(word, StringComparison.Ordinal));
}
