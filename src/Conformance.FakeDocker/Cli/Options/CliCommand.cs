namespace Conformance.FakeDocker;

/// <summary>A command of the docker program.</summary>
/// <param name="Name">Such as <c>run</c>.</param>
/// <param name="Usage">The usage line.</param>
/// <param name="Flags">Its options.</param>
/// <param name="LeastWords">Fewest words besides options.</param>
/// <param name="MostWords">Most words; <see cref="int.MaxValue"/> for any number.</param>
/// <param name="Body">What it does; the result is the exit code.</param>
internal sealed record CliCommand(
    string Name, string Usage, CliFlag[] Flags, int LeastWords, int MostWords, Func<CliSession, CliArguments, Task<int>> Body)
{
    /// <summary>Options end at the first word, because the words after it belong to the container.</summary>
    public bool StopsAtFirstWord { get; init; }

    /// <summary>The daemon is asked for its version before trouble with an option is told: which options there are may depend on it.</summary>
    public bool AsksBeforeUsage { get; init; }

    /// <summary>The same before trouble with the number of words is told.</summary>
    public bool AsksBeforeCounting { get; init; }
}
