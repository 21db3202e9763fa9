using Conformance.Containerizer;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Containerizer;

public class CommandLineTests
{
    private static readonly ContainerizerOptions Options = new()
    {
        WorkFolder = "/work",
        SlaveId = "S1",
        SlavePid = "slave(1)@127.0.0.1:5051",
        Installation = "here",
    };

    [TestCase("strict", true, "v", "a", "/bin/sh", "-c v")]
    [TestCase("mesos-0.20.1", true, "v", "", "/bin/sh", "-c v")]
    [TestCase("mesos-0.20.0", true, "v", "a", null, "/bin/sh -c v")]
    [TestCase("mesos-0.20.0", true, null, "", null, "/bin/sh -c ")]
    [TestCase("strict", false, null, "", null, "")]
    [TestCase("strict", false, "v", "", null, "v")]
    [TestCase("strict", false, null, "a b", null, "a b")]
    [TestCase("strict", false, "v", "a b", null, "v a b")]
    [TestCase("mesos-0.20.0", false, "v", "a b", null, "v a b")]
    public void The_command_follows_the_table_of_shell_value_and_arguments(
        string profile, bool isShell, string? value, string arguments, string? entrypoint, string words)
    {
        var launch = Bench.LaunchOf("c1");
        launch.TaskInfo.Command = new CommandInfo { Shell = isShell };
        if (value is not null)
            launch.TaskInfo.Command.Value = value;
        launch.TaskInfo.Command.Arguments.Add(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var spec = MesosCommandLine.Build(launch, launch.Directory, Options, Profile.Parse(profile)!);
        Assert.That(spec.Entrypoint, Is.EqualTo(entrypoint));
        Assert.That(string.Join(' ', spec.Arguments), Is.EqualTo(words));
    }

    [Test]
    public void An_empty_value_is_a_word_and_an_absent_one_is_none()
    {
        var launch = Bench.LaunchOf("c1");
        launch.TaskInfo.Command = new CommandInfo { Shell = false, Value = "" };
        Assert.That(MesosCommandLine.Build(launch, "/s", Options, Profile.Strict).Arguments, Is.EqualTo(new[] { "" }));
    }

    [Test]
    public void Environment_volumes_limits_network_and_labels_are_those_of_the_task()
    {
        var launch = Bench.LaunchOf("c1");
        launch.TaskInfo.Command.Environment = new() { Variables = { Variable("B", "2"), Variable("A", "1 = x") } };
        launch.TaskInfo.Container.Volumes.Add(new Volume { HostPath = "/h", ContainerPath = "/c", Mode = Volume.Types.Mode.Ro });
        var spec = MesosCommandLine.Build(launch, launch.Directory, Options, Profile.Strict);
        Assert.That(spec.Environment.Select(variable => $"{variable.Key}={variable.Value}"), Is.EqualTo(new[]
        {
            "MESOS_FRAMEWORK_ID=F1", "MESOS_EXECUTOR_ID=task-c1", "MESOS_TASK_ID=task-c1", "MESOS_CONTAINER_ID=c1",
            "B=2", "A=1 = x", "MESOS_SANDBOX=/mnt/mesos/sandbox",
        }));
        Assert.That(spec.Volumes, Is.EqualTo(new[] { "/h:/c:ro", launch.Directory + ":/mnt/mesos/sandbox" }));
        Assert.That((spec.Name, spec.Image, spec.Network, spec.CpuShares, spec.MemoryBytes), Is.EqualTo(("mesos-c1", "busybox", "host", 1024L, 64L << 20)));
        Assert.That(spec.Labels.Select(label => $"{label.Key}={label.Value}"), Is.EqualTo(new[]
        {
            "org.apache.mesos.installation=here", "org.apache.mesos.slave-id=S1", "org.apache.mesos.framework-id=F1",
            "org.apache.mesos.executor-id=task-c1", "org.apache.mesos.task-id=task-c1", "org.apache.mesos.container-id=c1",
        }));
    }

    [TestCase("strict", "tier=front,empty=")]
    [TestCase("mesos-0.23.0", "")]
    [TestCase("mesos-0.20.0", "")]
    public void The_labels_of_a_task_follow_those_that_say_whose_it_is(string profile, string expected)
    {
        var launch = Bench.LaunchOf("c1");
        launch.TaskInfo.Labels = LabelsOf(("tier", "back"), ("tier", "front"), ("empty", null));
        var labels = MesosCommandLine.Build(launch, "/s", Options, Profile.Parse(profile)!).Labels.Select(label => $"{label.Key}={label.Value}").ToList();
        Assert.That(string.Join(',', labels.Where(label => !label.StartsWith("org.apache.mesos.", StringComparison.Ordinal))), Is.EqualTo(expected));
        Assert.That(labels[0], Is.EqualTo("org.apache.mesos.installation=here"));
    }

    [TestCase("org.apache.mesos.container-id", "reserved")]
    [TestCase("", "cannot be a label")]
    [TestCase("a=b", "cannot be a label")]
    [TestCase("a b", "cannot be a label")]
    public void A_label_that_would_be_misread_is_refused(string key, string words)
    {
        var launch = Bench.LaunchOf("c1");
        launch.TaskInfo.Labels = LabelsOf((key, "x"));
        Assert.That(() => MesosCommandLine.Build(launch, "/s", Options, Profile.Strict), Throws.InstanceOf<StageFailure>().With.Message.Contains(words));
    }

    [Test]
    public void The_environment_names_the_task_unless_the_task_does_or_the_profile_is_Mesos_own()
    {
        var launch = Bench.LaunchOf("c1");
        launch.TaskInfo.Command.Environment = new() { Variables = { Variable("MESOS_TASK_ID", "mine") } };
        Assert.Multiple(() =>
        {
            Assert.That(Names(Profile.Strict), Is.EqualTo(new[] { "MESOS_FRAMEWORK_ID", "MESOS_EXECUTOR_ID", "MESOS_CONTAINER_ID", "MESOS_TASK_ID", "MESOS_SANDBOX" }));
            Assert.That(Names(Profile.Mesos0200), Is.EqualTo(new[] { "MESOS_TASK_ID", "MESOS_SANDBOX" }));
        });

        IEnumerable<string> Names(Profile profile) =>
            MesosCommandLine.Build(launch, launch.Directory, Options, profile).Environment.Select(variable => variable.Key);
    }

    [Test]
    public void A_custom_executor_gets_its_environment_and_in_strict_its_limits()
    {
        var launch = Bench.LaunchOf("c1");
        launch.ExecutorInfo.Container = launch.TaskInfo.Container;
        launch.ExecutorInfo.Resources.Add(Bench.Scalar("mem", 128));
        launch.TaskInfo = null;
        var strict = MesosCommandLine.Build(launch, "/s", Options, Profile.Strict);
        Assert.That(strict.MemoryBytes, Is.EqualTo(128L << 20));
        Assert.That(strict.Environment.Select(variable => variable.Key), Is.EqualTo(new[]
        {
            "LIBPROCESS_PORT", "MESOS_CHECKPOINT", "MESOS_DIRECTORY", "MESOS_EXECUTOR_ID", "MESOS_FRAMEWORK_ID",
            "MESOS_RECOVERY_TIMEOUT", "MESOS_SLAVE_ID", "MESOS_SLAVE_PID", "MESOS_SANDBOX",
        }));
        Assert.That(MesosCommandLine.Build(launch, "/s", Options, Profile.Mesos0201).MemoryBytes, Is.Null);
    }

    [Test]
    public void What_cannot_be_is_refused_in_the_words_of_Mesos()
    {
        Refuses("Host path is required with mode", launch => launch.TaskInfo.Container.Volumes.Add(new Volume { ContainerPath = "/c", Mode = Volume.Types.Mode.Rw }));
        Refuses("Port mappings are only supported for bridge network", launch => launch.TaskInfo.Container.Docker.PortMappings.Add(new ContainerInfo.Types.DockerInfo.Types.PortMapping { HostPort = 1, ContainerPort = 2 }));
        Refuses("Unable to set hostname with host network mode", launch => launch.TaskInfo.Container.Hostname = "h");
        Refuses("Parameter 'name=mine' is reserved for the containerizer", launch => launch.TaskInfo.Container.Docker.Parameters.Add(new Parameter { Key = "name=mine", Value = "x" }));
        Refuses("No network info found in container info", launch => launch.TaskInfo.Container.Docker.Network = ContainerInfo.Types.DockerInfo.Types.Network.User);
        Refuses("Parameter 'name' is reserved for the containerizer", launch => launch.TaskInfo.Container.Docker.Parameters.Add(new Parameter { Key = "name", Value = "mine" }));
        Refuses("No docker info found in container info", launch => launch.TaskInfo.Container.Docker = null);
    }

    [TestCase("a", "a:latest")]
    [TestCase("a:1", "a:1")]
    [TestCase("h:5000/a", "h:5000/a:latest")]
    [TestCase("h:5000/a:1", "h:5000/a:1")]
    [TestCase("h:5000/a@sha256:00", "h:5000/a@sha256:00")]
    [TestCase("a/b/c:x", "a/b/c:x")]
    public void The_tag_is_looked_for_after_the_last_slash(string image, string whole) =>
        Assert.That(ImageTag.Complete(image, ImageTagRule.LastPart), Is.EqualTo(whole));

    [Test]
    public void Mesos_0_20_0_knows_one_colon_only()
    {
        Assert.That(ImageTag.Complete("h:5000/a", ImageTagRule.AnyColon), Is.EqualTo("h:5000/a"));
        Assert.That(Assert.Throws<StageFailure>(() => ImageTag.Complete("h:5000/a:1", ImageTagRule.AnyColon))!.Message, Is.EqualTo("Not expecting multiple ':' in image: h:5000/a:1"));
    }

    private static void Refuses(string message, Action<Launch> change)
    {
        var launch = Bench.LaunchOf("c1");
        change(launch);
        Assert.That(Assert.Throws<StageFailure>(() => MesosCommandLine.Build(launch, "/s", Options, Profile.Strict))!.Message, Is.EqualTo(message));
    }

    private static Conformance.Mesos.Messages.Environment.Types.Variable Variable(string name, string value) => new() { Name = name, Value = value };

    private static Labels LabelsOf(params (string Key, string? Value)[] pairs)
    {
        var labels = new Labels();
        foreach (var (key, value) in pairs)
            labels.Labels_.Add(value is null ? new Label { Key = key } : new Label { Key = key, Value = value });
        return labels;
    }
}
