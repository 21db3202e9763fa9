using Conformance.Docker;
using Conformance.Harness.Fidelity;

namespace Conformance.Tests.Fidelity;

/// <summary>What the families make by chance, before any daemon plays it.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
public class FamiliesTests
{
    private const int Some = 300;
    private static readonly Lazy<IReadOnlyList<CallSequence>> Sequences = new(() => [.. Enumerable.Range(1, Some).Select(seed => SequenceGenerator.Generate((ulong)seed))]);

    [TestCase("network.create"), TestCase("network.connect"), TestCase("network.disconnect"), TestCase("network.inspect"), TestCase("network.list"), TestCase("network.remove"), TestCase("network.prune")]
    [TestCase("volume.create"), TestCase("volume.inspect"), TestCase("volume.list"), TestCase("volume.remove"), TestCase("volume.prune")]
    [TestCase("image.tag"), TestCase("image.remove"), TestCase("image.inspect"), TestCase("image.history"), TestCase("image.list"), TestCase("image.import"), TestCase("image.prune"), TestCase("container.commit")]
    [TestCase("container.exec"), TestCase("exec.start"), TestCase("exec.inspect"), TestCase("exec.resize"), TestCase("container.resize")]
    [TestCase("container.copy-in"), TestCase("container.copy-out"), TestCase("container.look"), TestCase("container.changes"), TestCase("container.export")]
    [TestCase("container.start"), TestCase("container.logs"), TestCase("system.events")]
    public void Each_operation_of_a_family_comes_in_several_sequences(string operation) =>
        Assert.That(Sequences.Value.Count(sequence => sequence.Calls.Any(call => EngineRoutes.Identify(call.Method, call.Path)?.Operation == operation)), Is.GreaterThanOrEqualTo(3));

    [Test]
    public void Families_meet_containers_of_made_images_on_made_networks_with_named_volumes()
    {
        var bodies = Sequences.Value.SelectMany(sequence => sequence.Calls).Where(call => call.Route == "/containers/create").Select(call => call.Body ?? "").ToList();
        foreach (var part in new[] { "\"Image\":\"img", "\"NetworkMode\":\"n", "\"Binds\":[\"vol", "\"Volumes\":{\"/anon\"" })
            Assert.That(bodies.Count(body => body.Contains(part, StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(3), part);
    }

    [Test]
    public void Every_version_is_asked_by_many() =>
        Assert.That(Sequences.Value.CountBy(sequence => sequence.Version).ToDictionary(), Has.Count.EqualTo(4).And.All.Matches<KeyValuePair<string, int>>(version => version.Value > Some / 20));

    [Test]
    public void What_is_waited_for_was_begun_before()
    {
        foreach (var sequence in Sequences.Value)
        {
            var begun = new HashSet<string>(StringComparer.Ordinal);
            foreach (var action in sequence.Steps.SelectMany(step => step.Actions))
            {
                if (action is Begin begin)
                    Assert.That(begun.Add(begin.Name), $"{begin.Name} is begun twice in {sequence.Name}");
                if (action is Until until)
                    Assert.That(begun, Does.Contain(until.Name), sequence.Name);
                if (action is Join join)
                    Assert.That(begun, Does.Contain(join.Name), sequence.Name);
            }
        }
    }

    [Test]
    public void Calls_that_are_sent_together_are_about_different_things()
    {
        var together = Sequences.Value.SelectMany(sequence => sequence.Steps).SelectMany(step => step.Actions).OfType<Cross>().ToList();
        Assert.That(together, Has.Count.GreaterThanOrEqualTo(Some / 10));
        foreach (var cross in together)
            Assert.That(cross.Together.Where(call => call.Method != "GET").Select(call => (call.Route, call.Body)), Is.Unique);
    }

    [Test]
    public void Commands_end_with_their_container()
    {
        var command = ExecCommand.All[0];
        var model = SequenceModel.Start("") with
        {
            Containers = [new ModelContainer("a", "a", ModelProgram.Sleeps, ModelState.Running), new ModelContainer("b", "b", ModelProgram.Sleeps, ModelState.Running)],
            Execs = [new ModelExec("e", "a", command), new ModelExec("f", "a", command, ModelExecState.Running), new ModelExec("g", "b", command, ModelExecState.Running)],
        };
        Assert.Multiple(() =>
        {
            Assert.That(model.Ended("a").Execs.Select(exec => exec.State), Is.EqualTo(new[] { ModelExecState.Ended, ModelExecState.Ended, ModelExecState.Running }));
            Assert.That(model.Without("a").Execs.Select(exec => exec.Key), Is.EqualTo(new[] { "g" }));
        });
    }

    [Test]
    public void A_container_misses_the_networks_that_are_gone()
    {
        var container = new ModelContainer("a", "a", ModelProgram.Sleeps) { Networks = ["n0", "n1"] };
        var model = SequenceModel.Start("") with { Containers = [container], Networks = [new ModelNetwork("n1", "n1")] };
        Assert.That(model.Missing(container), Is.EqualTo(1));
    }
}
