using Conformance.Faults;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Tests.Scenarios;

[TestFixture]
public class ScenariosAreRead
{
    private const string Launch = Yaml.Head + "images: { box: {} }\nsteps:\n  - launch: { container: web, image: box, value: exit 0 }\n";

    [Test]
    public void Every_kind_of_value_finds_its_member()
    {
        var scenario = Yaml.One("""
            scenario: all kinds
            requirements: [LAUNCH-1, WAIT-1]
            agent: { stop-grace: 500ms, checkpoint: false }
            images:
              box: { entrypoint: [/bin/ep, ""], env: { A: "1" }, layers: [2MiB], pull: 1h30m, registry: { stall-layer: 1, for: 2m } }
            steps:
              - launch: { container: web, image: box, shell: false, arguments: [a], cpus: 1, mem: 32MB }
              - until: container.start
              - crash: { with-children: true }
              - restart
              - containers: none
            faults:
              - at: { on: container.start, container: web, nth: 2, times: 0, when: after }
                error: { status: 409, message: m }
              - at: launch.reply
                crash-agent: lost
            expect:
              launches: { web: false }
              terminations: { web: { exit: 3 } }
            """);
        Assert.Multiple(() =>
        {
            Assert.That((scenario.Title, scenario.File, scenario.Case, scenario.Name), Is.EqualTo(("all kinds", "s.yaml", "", "s")));
            Assert.That((scenario.Agent.StopGrace, scenario.Agent.Checkpoint, scenario.Agent.RegistrationTimeout), Is.EqualTo((TimeSpan.FromMilliseconds(500), false, TimeSpan.FromMinutes(1))));
            var image = scenario.Images.Single();
            Assert.That((image.Name, image.Entrypoint![1], image.Env["A"], image.Layers[0].Bytes), Is.EqualTo(("box", "", "1", 2L << 20)));
            Assert.That((image.Pull, image.Registry!.StallLayer, image.Registry.For), Is.EqualTo((TimeSpan.FromMinutes(90), 1, TimeSpan.FromMinutes(2))));
            var launch = (LaunchStep)scenario.Steps[0];
            Assert.That((launch.Container, launch.Shell, launch.Value, launch.Arguments[0], launch.Cpus, launch.Mem.Bytes), Is.EqualTo(("web", (bool?)false, (string?)null, "a", 1.0, 32_000_000L)));
            Assert.That(((UntilStep)scenario.Steps[1]).Edge, Is.EqualTo(new Trigger { On = "container.start" }));
            Assert.That(scenario.Steps[2], Is.EqualTo(new CrashStep { WithChildren = true }));
            Assert.That(scenario.Steps[3], Is.EqualTo(new RestartStep()));
            Assert.That(((ContainersStep)scenario.Steps[4]).Names, Is.Empty);
            Assert.That(scenario.Faults, Is.EqualTo(new FaultRule[]
            {
                new(new Trigger { On = "container.start", Container = "web", Nth = 2, Times = 0, When = Phase.After }, new ErrorAction { Status = 409, Message = "m" }),
                new(new Trigger { On = "launch.reply" }, new CrashAgentAction { State = StateLoss.Lost }),
            }));
            Assert.That(scenario.Expect.Launches["web"].Answer, Is.False);
            Assert.That(scenario.Expect.Terminations["web"].Exit, Is.EqualTo(3));
        });
    }

    [Test]
    public void Parameters_stand_for_every_combination_and_cases_for_rows()
    {
        var scenarios = Yaml.All(Launch + """
              - after: ${time}
              - destroy: web
            faults: "${faults}"
            parameters: { time: [1s, 2s], faults: { none: [], one: [{ at: container.kill, hang: {} }] } }
            """);
        Assert.Multiple(() =>
        {
            Assert.That(scenarios.Select(one => one.Case), Is.EqualTo(new[] { "time=1s faults=none", "time=1s faults=one", "time=2s faults=none", "time=2s faults=one" }));
            Assert.That(scenarios.Select(one => ((AfterStep)one.Steps[1]).Time.TotalSeconds), Is.EqualTo(new[] { 1, 1, 2, 2 }));
            Assert.That(scenarios.Select(one => one.Faults.Count), Is.EqualTo(new[] { 0, 1, 0, 1 }));
            Assert.That(scenarios[0].Name, Is.EqualTo("s [time=1s faults=none]"));
        });
    }

    [Test]
    public void A_parameter_inside_a_text_is_text_and_a_shells_own_is_escaped()
    {
        var scenario = Yaml.One(Yaml.Head + "images: { box: {} }\nsteps:\n  - launch: { container: web, image: box, value: \"echo $${A} ${n}\" }\ncases: [{ n: 7 }]\n");
        Assert.That((((LaunchStep)scenario.Steps[0]).Value, scenario.Case), Is.EqualTo(("echo ${A} 7", "n=7")));
    }

    [Test]
    public void Null_is_as_if_the_key_were_not_there() =>
        Assert.That(((LaunchStep)Yaml.One(Launch.Replace("exit 0", "null", StringComparison.Ordinal)).Steps[0]).Value, Is.Null);

    [Test]
    public void Files_of_a_folder_come_in_ordinal_order_of_their_paths()
    {
        var files = new ScenarioReader().ReadPath(Repository.At("scenarios")).Select(scenario => scenario.File).Distinct().ToList();
        Assert.That(files, Is.Ordered.Using((System.Collections.IComparer)StringComparer.Ordinal).And.Count.GreaterThan(20));
    }

    [Test]
    public void A_problem_in_several_cases_is_told_once() => Assert.That(
        Yaml.Problems(Launch + "  - destroy: wbe\n  - after: ${t}\nparameters: { t: [1s, 2s, 3s] }\n"), Has.Count.EqualTo(1));
}
