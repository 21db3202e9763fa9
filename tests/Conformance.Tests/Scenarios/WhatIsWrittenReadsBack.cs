using System.Collections;
using Conformance.Harness.Scenarios;
using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Scenarios;

[TestFixture]
public class WhatIsWrittenReadsBack
{
    /// <summary>Signs that YAML, shells, people and terminals see differently; no NUL, which no variable can hold.</summary>
    private static readonly string[] Signs =
    [
        "a", "Z", "0", " ", "  ", "\t", "\n", "\r", "\r\n", "\u0001", "\u001b[0m", "\u007f", "\u0085", "\u00a0", "\u2028", "\ufeff", "\ufffd",
        "é", "日", "\U0001F600", "'", "\"", "\\", "\\n", "$", "${", "$${", "${a}", "}", "{", "[", "]", ",", ":", ": ", "#", " #", "-", "- ", "--", "---", "...",
        "&", "*", "!", "|", ">", "%", "@", "`", "?", "? ", "~", "=", "<<", "null", "true", "yes", "1", "0x1f", "1e3", ".inf", "30s", "64MB",
    ];

    private static readonly IReadOnlyList<Scenario> Corpus = new ScenarioReader().ReadPath(Repository.At("scenarios"));

    [Test]
    public void Every_scenario_of_the_corpus() => Assert.Multiple(() =>
    {
        foreach (var scenario in Corpus)
            ReadsBack(scenario);
    });

    [FsCheck.NUnit.Property]
    public Property Any_text_wherever_it_stands() => Prop.ForAll(
        Gen.Elements(Signs).ListOf().Select(signs => string.Concat(signs)).ToArbitrary(),
        text => ReadsBack(Corpus[0] with
        {
            Title = text,
            Foreign = [new ForeignContainer { Name = "f", Image = "box", Command = [text, ""], Labels = new Dictionary<string, string> { [text] = text } }],
            Images = [new ImageSettings { Name = "box", Entrypoint = [text], Cmd = [], Env = new Dictionary<string, string> { [text] = "" } }],
            Steps =
            [
                new LaunchStep { Container = text, Image = "box", Value = text, Arguments = [text], Env = new Dictionary<string, string> { ["A"] = text } },
                new WaitStep { Container = text },
            ],
            Faults = [],
            Expect = new Expectations
            {
                Launches = new Dictionary<string, ExpectedLaunch> { [text] = new() { Fails = text } },
                Logs = new Dictionary<string, ExpectedLogs> { [text] = new() { Stdout = text } },
            },
        }));

    [Test]
    public void A_file_looks_as_a_person_writes_it()
    {
        var text = new ScenarioWriter().Write(Yaml.One("""
            scenario: what is told
            requirements: [LAUNCH-1, WAIT-1]
            agent: { stop-grace: 500ms }
            images: { box: {}, other: { pull: 90s, layers: [1MB, 64KiB] } }
            steps:
              - launch: { container: web, image: box, value: "echo $${A}", env: { A: "5000" } }
              - until: { on: container.start, when: after }
              - crash
              - restart: 10s
            faults:
              - at: container.create
                hang: {}
            expect: { terminations: { web: { exit: 3 } } }
            """));
        Assert.That(text, Is.EqualTo("""
            scenario: what is told
            requirements: [LAUNCH-1, WAIT-1]
            agent: { stop-grace: 500ms }
            images:
              box: {}
              other: { layers: [1MB, 64KiB], pull: 1m30s }
            steps:
              - launch: { container: web, image: box, value: "echo $${A}", env: { A: "5000" } }
              - until: { on: container.start, when: after }
              - crash
              - restart: 10s
            faults:
              - at: container.create
                hang: {}
            expect:
              terminations: { web: { exit: 3 } }

            """));
    }

    /// <summary>Equal means: in every member, down to the last; and written a second time it is the same text.</summary>
    internal static void ReadsBack(Scenario scenario)
    {
        var text = new ScenarioWriter().Write(scenario);
        var again = new ScenarioReader().ReadText(text, scenario.File).Single();
        Assert.That(Told(again with { Case = scenario.Case }), Is.EqualTo(Told(scenario)), text);
        Assert.That(new ScenarioWriter().Write(again), Is.EqualTo(text));
    }

    /// <summary>All that a record holds, down to the last member; equality of records stops at lists.</summary>
    private static string Told(object? value) => value switch
    {
        null => "nothing",
        string or ValueType => $"{value}",
        IEnumerable items => "[" + string.Join(" | ", items.Cast<object?>().Select(Told)) + "]",
        _ => value.GetType().Name + "(" + string.Join(", ", value.GetType().GetProperties().Where(property => property.SetMethod is not null)
            .Select(property => $"{property.Name}={Told(property.GetValue(value))}")) + ")",
    };
}
