using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>Flags of <c>mesos-docker-executor</c>, as 0.23.0 has them, and the daemon's address, which came later.</summary>
/// <param name="Container">--container: Docker name.</param>
/// <param name="Docker">--docker: the docker program.</param>
/// <param name="Host">--docker_socket (from 0.25.0): the daemon; empty for the program's own default.</param>
/// <param name="Sandbox">--sandbox_directory.</param>
/// <param name="MappedFolder">--mapped_directory: where the sandbox appears inside.</param>
/// <param name="StopTimeout">--stop_timeout.</param>
public sealed record DockerExecutorFlags(string Container, string Docker, string Host, string Sandbox, string MappedFolder, TimeSpan StopTimeout)
{
    /// <summary>The words of a command line.</summary>
    public IReadOnlyList<string> Words =>
    [
        "--container=" + Container, "--docker=" + Docker, "--docker_socket=" + Host, "--sandbox_directory=" + Sandbox,
        "--mapped_directory=" + MappedFolder, "--stop_timeout=" + MesosDuration.Format(StopTimeout),
    ];

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">One is missing or not what it should be; the words name it.</exception>
    public static DockerExecutorFlags Parse(IReadOnlyList<string> words)
    {
        return new DockerExecutorFlags(
            Demand("container"), Demand("docker"), Find("docker_socket") ?? "", Demand("sandbox_directory"), Demand("mapped_directory"),
            MesosDuration.Parse(Demand("stop_timeout")) ?? throw new FormatException("'--stop_timeout' must be a duration such as 5secs"));

        string Demand(string name) => Find(name) ?? throw new FormatException($"Missing required option --{name}");

        string? Find(string name)
        {
            var prefix = $"--{name}=";
            return words.FirstOrDefault(word => word.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
        }
    }
}
