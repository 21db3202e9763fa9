using System.Text.RegularExpressions;
using Conformance.Faults;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Scenarios;

[TestFixture]
public partial class TheReadmeIsRight
{
    private static readonly string Readme = File.ReadAllText(Repository.At("scenarios", "README.md"));

    private static IEnumerable<string> Examples => Example().Matches(Readme).Select(match => match.Groups[1].Value);

    [Test]
    public void There_is_an_example_for_each_part_of_the_language() => Assert.That(Examples.Count(), Is.GreaterThanOrEqualTo(9));

    [TestCaseSource(nameof(Examples))]
    public void Each_example_can_be_read(string text) => Assert.That(Yaml.Problems(text), Is.Empty);

    [Test]
    public void Every_word_of_the_language_is_explained()
    {
        var shapes = new Shapes();
        var words = shapes.Union(typeof(Step)).Concat(shapes.Union(typeof(FaultAction))).Select(shape => shape.Word!.Name)
            .Concat(shapes.Record(typeof(Scenario)).Members.Select(member => member.Key));
        Assert.That(words.Where(word => !Readme.Contains("`" + word, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void The_examples_use_every_step_and_every_action_once()
    {
        var scenarios = Examples.SelectMany(Yaml.All).ToList();
        var used = scenarios.SelectMany(one => one.Steps).Select(step => step.GetType())
            .Concat(scenarios.SelectMany(one => one.Faults).Select(fault => fault.Action.GetType())).ToHashSet();
        var shapes = new Shapes();
        var all = shapes.Union(typeof(Step)).Concat(shapes.Union(typeof(FaultAction))).Select(shape => shape.Type);
        Assert.That(all.Where(type => !used.Contains(type)), Is.Empty);
    }

    [GeneratedRegex("```yaml\n(scenario:.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
