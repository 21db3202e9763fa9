using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Runs;

[Parallelizable(ParallelScope.All)]
public class RunnerTests
{
    private static readonly Scenario Simple = new()
    {
        Title = "inline",
        File = "inline.yaml",
        Case = "a=1",
        Requirements = [],
        Images = [new ImageSettings { Name = "app", Cmd = ["true"] }],
        Steps = [new LaunchStep { Container = "web", Image = "app" }, new WaitStep { Container = "web" }],
    };

    [Test]
    public void An_unknown_backend_is_answered_with_those_that_exist() => Assert.That(
        () => Run(new RunRequest { Scenario = Simple, Backend = "simm" }),
        Throws.TypeOf<UsageException>().With.Message.Contains("Did you mean 'sim'?").And.Message.Contains("There are: sim"));

    [Test]
    public void A_program_cannot_run_in_virtual_time() => Assert.That(
        () => Run(new RunRequest { Scenario = Simple, Subject = "stdio:./mine" }),
        Throws.TypeOf<UsageException>().With.Message.Contains("it runs on docker"));

    [Test]
    public void A_scenario_for_other_backends_is_skipped_with_its_reason() => Assert.That(
        Run(new RunRequest { Scenario = Simple with { Backends = ["docker"], BackendsWhy = "needs a kernel" } }).Skipped, Is.EqualTo("needs a kernel"));

    [Test]
    public void A_scenario_for_other_profiles_is_skipped() => Assert.That(
        Run(new RunRequest { Scenario = Simple with { Profiles = ["mesos-0.20.0"] }, Subject = "reference:api" }).Skipped, Does.Contain("mesos-0.20.0"));

    [Test]
    public void A_result_names_all_that_it_takes_to_repeat_it()
    {
        var result = Run(new RunRequest { Scenario = Simple, Subject = "reference:api", Seed = 5 });
        Assert.That(RunToken.Parse(result.Token), Is.EqualTo(new RunToken("inline.yaml", "a=1", "reference:api", "sim", 5, 0)));
    }

    [Test]
    public void Listeners_hear_every_line_as_it_is_written()
    {
        var heard = new List<int>();
        var result = Run(new RunRequest { Scenario = Simple, Subject = "reference:api", OnEvent = line => heard.Add(line.Sequence) });
        Assert.That(heard, Is.EqualTo(result.Events.Select(line => line.Sequence)));
    }

    private static RunResult Run(RunRequest request)
    {
        using var runner = new Runner();
        return runner.Run(request);
    }
}
