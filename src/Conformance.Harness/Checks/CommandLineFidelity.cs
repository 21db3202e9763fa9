using Conformance.Containerizer;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Checks;

/// <summary>
/// I7: what a container really runs is what the task asked for, by the profile's rules (section 3.4 of the reference on Mesos):
/// 0.20.0 puts <c>/bin/sh -c VALUE</c> after the image, where an ENTRYPOINT swallows it; from 0.20.1 on, and in <c>strict</c>,
/// <c>--entrypoint /bin/sh</c> overrides it. Environment, sandbox mount, network and image are compared as create received
/// them. Labels are the containerizer's own business.
/// Judges each container made for a task whose command line is known.
/// </summary>
public sealed class CommandLineFidelity : ICheck
{
    private const string Shell = "/bin/sh";
    private const string OldestProfile = "mesos-0.20.0";
    private static readonly Dictionary<string, string> NoVariables = [];

    /// <inheritdoc/>
    public string Id => "command-line-fidelity";

    /// <inheritdoc/>
    public string Sentence => "Program, arguments, environment, mounts and image that the daemon got are those of the task.";

    /// <inheritdoc/>
    public string Invariants => "I7";

    /// <inheritdoc/>
    public bool NeedsEnd => false;

    /// <inheritdoc/>
    public CheckResult Judge(RunRecord record)
    {
        var findings = new Findings(Id);
        foreach (var container in record.Index.Containers)
        {
            // A real one that was gone before anybody could look has no known command line; docker makes none without one.
            if (container.IsForeign || container.Owner is not { } task || container.Created.CommandLine.Count == 0)
                continue;
            findings.Judge();
            var difference = CommandLine(record, task, container)
                ?? Environment(task, container, Image(record.Scenario, task))
                ?? Surroundings(task, container, Profile.Parse(record.Profile) ?? Profile.Strict);
            if (difference is not null)
                findings.Violate(task.Name, $"{container.Name}: {difference}", task.Asked, container.CreatedLine);
        }

        return findings.Result();
    }

    private static string? CommandLine(RunRecord record, TaskView task, ContainerView container)
    {
        if (Image(record.Scenario, task) is not { } image)
            return null;
        var command = MesosCommandLine.CommandOf(task.Launch);
        var isOld = record.Profile == OldestProfile;
        var expected = new List<string>();
        if (command is not null && command.Shell && (isOld || command.HasValue))
        {
            if (isOld)
                expected.AddRange(image.Entrypoint ?? []);
            expected.AddRange([Shell, "-c", command.Value]);
        }
        else
        {
            expected.AddRange(image.Entrypoint ?? []);
            if (command is not null && command.HasValue)
                expected.Add(command.Value);
            expected.AddRange(command?.Arguments ?? []);
            if (command is null || (!command.HasValue && command.Arguments.Count == 0))
                expected.AddRange(image.Cmd ?? []);
        }

        return Same(expected, container.Created.CommandLine)
            ? null
            : $"runs [{Join(container.Created.CommandLine)}], the task asked for [{Join(expected)}]";
    }

    private static string? Environment(TaskView task, ContainerView container, ImageSettings? image)
    {
        var found = container.Created.Spec.Env ?? [];
        var wanted = MesosCommandLine.CommandOf(task.Launch).Environment?.Variables.Select(variable => $"{variable.Name}={variable.Value}").ToList() ?? [];
        wanted.AddRange(MesosCommandLine.ContainerOf(task.Launch)?.Docker?.Parameters.Where(parameter => parameter.Key is "env" or "e").Select(parameter => parameter.Value) ?? []);
        if (task.Launch.TaskInfo is null)
            wanted.AddRange(OfExecutor(task.Launch).Where(variable => !wanted.Any(own => own.StartsWith(variable[..(variable.IndexOf('=', StringComparison.Ordinal) + 1)], StringComparison.Ordinal))));
        foreach (var variable in wanted)
        {
            if (!found.Contains(variable, StringComparer.Ordinal))
                return $"environment lacks '{variable}'";
        }

        foreach (var variable in found)
        {
            if (!variable.StartsWith("MESOS_", StringComparison.Ordinal) && !wanted.Contains(variable, StringComparer.Ordinal) && !IsOfImage(variable, image))
                return $"environment has '{variable}', which nobody asked for";
        }

        return null;
    }

    /// <summary>What Mesos tells every executor about itself (containerizer.cpp@0.20.0, executorEnvironment()).</summary>
    private static IEnumerable<string> OfExecutor(Launch launch) =>
    [
        "LIBPROCESS_PORT=0",
        "MESOS_FRAMEWORK_ID=" + launch.ExecutorInfo.FrameworkId.Value,
        "MESOS_EXECUTOR_ID=" + launch.ExecutorInfo.ExecutorId.Value,
        "MESOS_SLAVE_ID=" + launch.SlaveId.Value,
        "MESOS_SLAVE_PID=" + launch.SlavePid,
        "MESOS_DIRECTORY=" + launch.Directory,
        "MESOS_CHECKPOINT=" + (launch.Checkpoint ? "1" : "0"),
    ];

    /// <summary>A real daemon tells the configuration after merging with the image.</summary>
    private static bool IsOfImage(string variable, ImageSettings? image)
    {
        foreach (var (name, value) in image?.Env ?? NoVariables)
        {
            if (variable == $"{name}={value}")
                return true;
        }

        return false;
    }

    private static string? Surroundings(TaskView task, ContainerView container, Profile profile)
    {
        var launch = task.Launch;
        var spec = container.Created.Spec;
        if (MesosCommandLine.ContainerOf(launch)?.Docker is { } docker && spec.Image != docker.Image && spec.Image != docker.Image + ":latest")
            return $"image is '{spec.Image}', the task asked for '{docker.Image}'";
        var binds = spec.HostConfig?.Binds ?? [];
        // A path with a colon cannot stand in a bind; whatever is mounted then is a link to it.
        if (launch.HasDirectory && !launch.Directory.Contains(':') && !binds.Any(bind => bind.StartsWith(launch.Directory + ":", StringComparison.Ordinal)))
            return $"the sandbox {launch.Directory} is not mounted";
        foreach (var volume in MesosCommandLine.ContainerOf(launch)?.Volumes ?? [])
        {
            var wanted = $"{volume.HostPath}:{volume.ContainerPath}:{(volume.Mode == Volume.Types.Mode.Ro ? "ro" : "rw")}";
            if (volume.HasHostPath && !binds.Contains(wanted, StringComparer.Ordinal))
                return $"volume '{wanted}' is not mounted";
        }

        return MesosCommandLine.ContainerOf(launch) is { } asked ? DockerOptions.Difference(asked, spec, profile) : null;
    }

    private static ImageSettings? Image(Scenario scenario, TaskView task)
    {
        var reference = MesosCommandLine.ContainerOf(task.Launch)?.Docker?.Image;
        foreach (var image in scenario.Images)
        {
            if (reference == image.Name || reference == image.Name + ":latest"
                || (reference is not null && (reference.EndsWith("/" + image.Name, StringComparison.Ordinal) || reference.EndsWith("/" + image.Name + ":latest", StringComparison.Ordinal))))
                return image;
        }

        return null;
    }

    private static bool Same(List<string> left, IReadOnlyList<string> right)
    {
        if (left.Count != right.Count)
            return false;
        for (var position = 0; position < left.Count; position++)
        {
            if (left[position] != right[position])
                return false;
        }

        return true;
    }

    private static string Join(IReadOnlyList<string> words) => string.Join(", ", words.Select(word => $"\"{word}\""));
}
