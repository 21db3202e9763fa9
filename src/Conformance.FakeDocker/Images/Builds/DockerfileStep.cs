namespace Conformance.FakeDocker;

/// <summary>An instruction of a Dockerfile.</summary>
/// <param name="Word">Its name in capitals.</param>
/// <param name="Rest">What stands behind it.</param>
internal sealed record DockerfileStep(string Word, string Rest)
{
    /// <summary>As it is printed. Default: its name and what stands behind it.</summary>
    public string Text { get; init; } = Rest.Length == 0 ? Word : $"{Word} {Rest}";
}
