using Conformance.Docker;
using Conformance.Machine;
using Conformance.Mesos;

namespace Conformance.Containerizer;

/// <summary>Makes the containerizer that the flag <c>--containerizers</c> and a profile describe.</summary>
public static class ContainerizerFactory
{
    /// <summary>Names that <see cref="ContainerizerOptions.Containerizers"/> may hold.</summary>
    public static IReadOnlyList<string> Names { get; } = ["docker", "mesos"];

    /// <summary>One, or several in a composing one.</summary>
    /// <param name="machine">Clock, disk, processes.</param>
    /// <param name="docker">The daemon.</param>
    /// <param name="options">Flags and bounds.</param>
    /// <param name="profile">Behaviours.</param>
    /// <param name="compose">Changes the stages of the strict containerizer of Docker; null for none.</param>
    /// <exception cref="ArgumentException">There is no containerizer of that name.</exception>
    public static IContainerizer Create(
        IMachine machine, IDocker docker, ContainerizerOptions options, Profile profile, Func<ContainerizerContext, Stages, Stages>? compose = null)
    {
        var children = options.Containerizers.Split(',').Select(One).ToList();
        return children.Count == 1
            ? children[0]
            : new ComposingContainerizer(children, profile.Release is not { ForwardsDestroyWhileLaunching: false }, machine);

        IContainerizer One(string name) => name switch
        {
            "docker" when profile.Release is { } release => new FaithfulContainerizer(machine, docker, options, profile, release),
            "docker" => new DockerContainerizer(machine, docker, options, profile, compose),
            "mesos" => new MesosContainerizer(machine, options),
            _ => throw new ArgumentException($"Unknown or unsupported containerizer: {name}", nameof(options)),
        };
    }
}
