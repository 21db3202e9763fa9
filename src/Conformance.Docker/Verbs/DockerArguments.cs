using System.Globalization;
using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>
/// Argument vectors of the <c>docker</c> program, one method per command, in the order in which Mesos 0.20.0 and 0.20.1
/// write them. This is the whole list of what <see cref="CliDocker"/> ever starts; a simulated docker program must know
/// these forms and print what the real one prints (measured with CLI 28.2 on a daemon 20.10):
/// <list type="bullet">
/// <item><c>run -d</c>: the full id and a line feed on stdout after create, before start; words of the daemon on stderr.</item>
/// <item><c>ps --format</c>: one line for each container, see <see cref="ListFormat"/>.</item>
/// <item><c>inspect</c>: a JSON array (<see cref="EngineJson.PrintInspect(ContainerInspect)"/>); for nothing, <c>[]</c> on stdout, exit code 1 and
/// <c>Error response from daemon: No such container: X</c> on stderr (without <c>--type</c>: <c>Error: No such object: X</c>).</item>
/// <item><c>version --format</c>: the daemon's version and a line feed.</item>
/// <item><c>wait</c>: the exit code and a line feed.</item>
/// <item><c>rm -f</c> of nothing: <c>Error response from daemon: No such container: X</c> on stderr and exit code 0.</item>
/// <item>kill, stop, rm, unpause: the word X and a line feed; trouble as <c>Error response from daemon: WORDS</c> and exit code 1
/// (<c>run</c>: <c>docker: Error response from daemon: WORDS</c>, an empty line, <c>Run 'docker run --help' for more information</c>;
/// 125, or 126 and 127 when the program could not be started).</item>
/// </list>
/// </summary>
/// <param name="Program">The docker program. Default <c>docker</c>.</param>
/// <param name="Host">Value of <c>-H</c>, which follows the program; empty for none, as in Mesos before 0.25.</param>
/// <param name="IsTyped">
/// Whether inspect says which kind of thing it means. Mesos 0.20 does not, so that an image may answer for a container.
/// </param>
public sealed record DockerArguments(string Program = "docker", string Host = "", bool IsTyped = true)
{
    /// <summary>
    /// Format of <c>ps</c>: one JSON object a line. Not <c>{{json .}}</c>, for that makes the daemon measure every container's size.
    /// Labels come as <c>k=v,k=v</c>; CreatedAt as <c>2026-11-22 12:11:21 +0000 UTC</c>; State is one word.
    /// </summary>
    public const string ListFormat =
        """{"ID":{{json .ID}},"Names":{{json .Names}},"Image":{{json .Image}},"Labels":{{json .Labels}},"State":{{json .State}},"Status":{{json .Status}},"CreatedAt":{{json .CreatedAt}}}""";

    /// <summary>Format of <c>version</c>: only the daemon's version.</summary>
    public const string VersionFormat = "{{.Server.Version}}";

    /// <summary><c>docker version --format FORMAT</c>.</summary>
    public IReadOnlyList<string> Version() => Command("version", "--format", VersionFormat);

    /// <summary><c>docker pull REFERENCE</c>.</summary>
    public IReadOnlyList<string> Pull(string reference) => Command("pull", reference);

    /// <summary>
    /// <c>docker run -d [--privileged] [-c N] [--cpu-quota N] [-m N] [-e K=V]... [-v V]... [--label K=V]... --net N [--hostname H] [--KEY=VALUE]...
    /// [-p P]... [--entrypoint E] --name N IMAGE ARGUMENT...</c>; labels are not Mesos' own.
    /// </summary>
    /// <param name="spec">What is asked for.</param>
    /// <param name="isDetached">False without <c>-d</c>: the program stays, shows the output and exits as the container does.</param>
    public IReadOnlyList<string> Run(RunSpec spec, bool isDetached = true)
    {
        var words = Begin(24 + 2 * (spec.Environment.Count + spec.Volumes.Count + spec.Labels.Count) + spec.Arguments.Count);
        words.Add("run");
        if (isDetached)
            words.Add("-d");
        if (spec.Privileged)
            words.Add("--privileged");
        Option(words, "-c", spec.CpuShares?.ToString(CultureInfo.InvariantCulture));
        Option(words, "--cpu-quota", spec.CpuQuota?.ToString(CultureInfo.InvariantCulture));
        Option(words, "-m", spec.MemoryBytes?.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in spec.Environment)
            Option(words, "-e", $"{name}={value}");
        foreach (var volume in spec.Volumes)
            Option(words, "-v", volume);
        foreach (var (name, value) in spec.Labels)
            Option(words, "--label", $"{name}={value}");
        Option(words, "--net", spec.Network);
        Option(words, "--hostname", spec.Hostname);
        foreach (var (name, value) in spec.Parameters)
            words.Add($"--{name}={value}");
        foreach (var port in spec.Ports)
            Option(words, "-p", port);
        Option(words, "--entrypoint", spec.Entrypoint);
        Option(words, "--name", spec.Name);
        words.Add(spec.Image);
        words.AddRange(spec.Arguments);
        return words;
    }

    /// <summary>Whether a command line is one of this program at this daemon.</summary>
    public bool IsOfProgram(IReadOnlyList<string> words)
    {
        IReadOnlyList<string> head = Command();
        for (var place = 0; place < head.Count; place++)
        {
            if (place >= words.Count || words[place] != head[place])
                return false;
        }

        return true;
    }

    /// <summary><c>docker inspect [--type container] NAME</c>.</summary>
    public IReadOnlyList<string> Inspect(string container) =>
        IsTyped ? Command("inspect", "--type", "container", container) : Command("inspect", container);

    /// <summary><c>docker inspect [--type image] REFERENCE</c>.</summary>
    public IReadOnlyList<string> InspectImage(string reference) =>
        IsTyped ? Command("inspect", "--type", "image", reference) : Command("inspect", reference);

    /// <summary><c>docker ps -a --no-trunc [--filter KEY=VALUE]... --format FORMAT</c>.</summary>
    public IReadOnlyList<string> List(EngineFilters? filters)
    {
        var words = Begin(10);
        words.Add("ps");
        words.Add("-a");
        words.Add("--no-trunc");
        foreach (var (key, values) in filters?.Values ?? EngineFilters.None.Values)
        {
            foreach (var value in values)
                Option(words, "--filter", $"{key}={value}");
        }

        Option(words, "--format", ListFormat);
        return words;
    }

    /// <summary><c>docker wait NAME</c>.</summary>
    public IReadOnlyList<string> Wait(string container) => Command("wait", container);

    /// <summary><c>docker kill NAME</c> for KILL, as Mesos 0.20 writes it; else <c>docker kill --signal N NAME</c>.</summary>
    public IReadOnlyList<string> Kill(string container, int signal) => signal == Signals.Kill
        ? Command("kill", container)
        : Command("kill", "--signal", signal.ToString(CultureInfo.InvariantCulture), container);

    /// <summary><c>docker stop -t SECONDS NAME</c>; a part of a second counts as a whole one.</summary>
    public IReadOnlyList<string> Stop(string container, TimeSpan grace) =>
        Command("stop", "-t", StopContainer.Seconds(grace).ToString(CultureInfo.InvariantCulture), container);

    /// <summary><c>docker unpause NAME</c>.</summary>
    public IReadOnlyList<string> Unpause(string container) => Command("unpause", container);

    /// <summary><c>docker rm [-f] [-v] NAME</c>.</summary>
    public IReadOnlyList<string> Remove(string container, bool force, bool volumes)
    {
        var words = Begin(5);
        words.Add("rm");
        if (force)
            words.Add("-f");
        if (volumes)
            words.Add("-v");
        words.Add(container);
        return words;
    }

    /// <summary><c>docker logs [--follow] NAME</c>; stdout and stderr of the container come on those of the program.</summary>
    public IReadOnlyList<string> Logs(string container, bool follow) =>
        follow ? Command("logs", "--follow", container) : Command("logs", container);

    private List<string> Command(params ReadOnlySpan<string> rest)
    {
        var words = Begin(rest.Length + 3);
        words.AddRange(rest);
        return words;
    }

    private List<string> Begin(int capacity)
    {
        var words = new List<string>(capacity) { Program };
        Option(words, "-H", Host.Length == 0 ? null : Host);
        return words;
    }

    private static void Option(List<string> words, string option, string? value)
    {
        if (value is null)
            return;
        words.Add(option);
        words.Add(value);
    }
}
