using System.Globalization;
using Conformance.Docker;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// Turns what Mesos asks into what docker is asked (docker.cpp@0.20.0 Docker::run(), deltas of later releases by profile).
/// What can be refused is refused here, before the daemon hears of it, with <see cref="StageFailure"/>.
/// </summary>
public static class MesosCommandLine
{
    private const string Shell = "/bin/sh";

    /// <summary>The container that a launch asks for; null if it asks for none of ours.</summary>
    public static ContainerInfo? ContainerOf(Launch launch)
    {
        var info = launch.TaskInfo is { } task ? task.Container : launch.ExecutorInfo?.Container;
        return info is { Type: ContainerInfo.Types.Type.Docker } ? info : null;
    }

    /// <summary>The command that runs inside it.</summary>
    public static CommandInfo CommandOf(Launch launch) =>
        (launch.TaskInfo is { } task ? task.Command : launch.ExecutorInfo?.Command) ?? new CommandInfo();

    /// <summary>
    /// The resources that it is created with: the task's, or for a custom executor the executor's (which Mesos 0.20 leaves
    /// without any limit).
    /// </summary>
    public static IReadOnlyList<Resource> ResourcesOf(Launch launch, Profile profile) =>
        launch.TaskInfo is { } task ? task.Resources
        : profile.HasLaterOptions && launch.ExecutorInfo is { } executor ? executor.Resources
        : [];

    /// <summary>What docker is asked.</summary>
    /// <param name="launch">What Mesos asks.</param>
    /// <param name="mountedSandbox">The sandbox, or a link to it without colons.</param>
    /// <param name="options">Flags.</param>
    /// <param name="profile">Behaviours.</param>
    public static RunSpec Build(Launch launch, string mountedSandbox, ContainerizerOptions options, Profile profile)
    {
        var container = ContainerOf(launch) ?? throw new StageFailure("No container info found");
        var docker = container.Docker ?? throw new StageFailure("No docker info found in container info");
        var command = CommandOf(launch);
        var resources = ResourcesOf(launch, profile);
        var isShell = command.Shell;
        if (isShell && !command.HasValue && profile.Shell == ShellMode.Entrypoint)
            throw new StageFailure("Shell specified but no command value provided");
        var network = DockerNetworks.Of(container, profile);
        return new RunSpec
        {
            Name = ContainerLabels.NameOf(launch.ContainerId.Value),
            Image = docker.Image,
            Arguments = Words(command, profile),
            Entrypoint = isShell && profile.Shell == ShellMode.Entrypoint ? Shell : null,
            Environment = Variables(launch, command, options, profile),
            Volumes = Volumes(container, mountedSandbox, options),
            Labels = [.. ContainerLabels.Of(launch, options), .. TaskLabels.Of(launch, profile)],
            Network = network,
            CpuShares = ResourceArithmetic.Cpus(resources) is { } cpus
                ? ResourceArithmetic.CpuShares(cpus, profile.MinCpuShares)
                : null,
            CpuQuota = options.CgroupsEnableCfs && profile.HasLaterOptions && ResourceArithmetic.Cpus(resources) is { } quota
                ? ResourceArithmetic.CfsQuota(quota)
                : null,
            MemoryBytes = ResourceArithmetic.MemoryBytes(resources) is { } bytes ? ResourceArithmetic.MemoryLimit(bytes) : null,
            Privileged = profile.HasLaterOptions && docker.Privileged,
            Hostname = HostName(container, network, profile),
            Parameters = DockerParameters.Of(docker, profile),
            Ports = DockerNetworks.Ports(docker, resources, profile),
            Home = profile.HomeIsSandbox || command.Uris.Count > 0 ? launch.Directory : null,
        };
    }

    /// <summary>Words after the image: the table of section 3.4.</summary>
    private static IReadOnlyList<string> Words(CommandInfo command, Profile profile)
    {
        if (command.Shell)
            return profile.Shell == ShellMode.Entrypoint ? ["-c", command.Value] : [Shell, "-c", command.Value];
        return command.HasValue ? [command.Value, .. command.Arguments] : [.. command.Arguments];
    }

    private static List<KeyValuePair<string, string>> Variables(
        Launch launch, CommandInfo command, ContainerizerOptions options, Profile profile)
    {
        var variables = new List<KeyValuePair<string, string>>();
        if (profile.NamesTask)
            variables.AddRange(TaskEnvironment.Of(launch));
        if (launch.TaskInfo is null)
            variables.AddRange(ExecutorEnvironment.Of(launch, options));
        if (command.Environment is { } environment)
        {
            foreach (var variable in environment.Variables)
                variables.Add(new(variable.Name, variable.Value));
        }

        variables.Add(new("MESOS_SANDBOX", options.SandboxInContainer));
        return variables;
    }

    private static List<string> Volumes(ContainerInfo container, string mountedSandbox, ContainerizerOptions options)
    {
        var volumes = new List<string>(container.Volumes.Count + 1);
        foreach (var volume in container.Volumes)
        {
            if (!volume.HasHostPath)
                throw new StageFailure("Host path is required with mode");
            var mode = volume.Mode switch
            {
                Volume.Types.Mode.Rw => "rw",
                Volume.Types.Mode.Ro => "ro",
                _ => throw new StageFailure("Unsupported volume mode"),
            };
            volumes.Add(string.Create(CultureInfo.InvariantCulture, $"{volume.HostPath}:{volume.ContainerPath}:{mode}"));
        }

        volumes.Add(mountedSandbox + ":" + options.SandboxInContainer);
        return volumes;
    }

    private static string? HostName(ContainerInfo container, string network, Profile profile)
    {
        if (!profile.HasLaterOptions || !container.HasHostname)
            return null;
        return network == "host" ? throw new StageFailure("Unable to set hostname with host network mode") : container.Hostname;
    }
}
