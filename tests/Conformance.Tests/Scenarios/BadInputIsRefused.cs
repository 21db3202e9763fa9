using System.Text;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Scenarios;

/// <summary>
/// The files of tests/schema/bad, each with one thing wrong. Their last lines say what must be told: line, column and pieces of the
/// message, joined by |; and what an independent validator says of it, for tests/schema/validate.py.
/// </summary>
[TestFixture]
public class BadInputIsRefused
{
    private static IEnumerable<string> Files => Directory.EnumerateFiles(Repository.At("tests", "schema", "bad"), "*.yaml")
        .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Files))]
    public void With_place_expectation_and_nearest_word(string file)
    {
        var path = Repository.At("tests", "schema", "bad", file);
        var expected = Encoding.Latin1.GetString(File.ReadAllBytes(path)).Split('\n')
            .Where(line => line.StartsWith("# error: ", StringComparison.Ordinal)).Select(line => line["# error: ".Length..].Split('|')).ToList();
        var error = Assert.Throws<ScenarioException>(() => new ScenarioReader().ReadFile(path));
        var told = error.Problems.Select(problem => problem.ToString()[(path.Length + 1)..]).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(expected, Is.Not.Empty);
            Assert.That(told, Has.Count.EqualTo(expected.Count), string.Join('\n', told));
            foreach (var (pieces, message) in expected.Zip(told))
            {
                Assert.That(message, Does.StartWith(pieces[0]));
                foreach (var piece in pieces)
                    Assert.That(message, Does.Contain(piece));
            }
        });
    }

    [Test]
    public void A_missing_file_is_named_with_its_nearest_neighbour()
    {
        var path = Repository.At("tests", "schema", "bad", "unknown-stp.yaml");
        var error = Assert.Throws<ScenarioException>(() => new ScenarioReader().ReadPath(path));
        Assert.That(error.Message, Does.StartWith(path + ":1:1: there is no such file or folder").And.Contain("did you mean 'unknown-step.yaml'?"));
    }

    [Test]
    public void A_folder_without_scenarios_is_named()
    {
        var folder = Repository.At("proto", "mesos");
        var error = Assert.Throws<ScenarioException>(() => new ScenarioReader().ReadPath(folder));
        Assert.That(error.Message, Does.StartWith(folder + ":1:1: no scenario in this folder"));
    }

    [Test]
    public void All_problems_of_all_files_are_told_at_once()
    {
        var error = Assert.Throws<ScenarioException>(() => new ScenarioReader().ReadPath(Repository.At("tests", "schema", "bad")));
        Assert.That(error.Problems.Select(problem => problem.At.File).Distinct().Count(), Is.EqualTo(Files.Count()));
    }
}
