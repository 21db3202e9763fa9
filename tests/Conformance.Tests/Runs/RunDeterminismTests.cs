using System.Collections.Concurrent;
using System.Globalization;
using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;
using Conformance.Harness.Subjects;

namespace Conformance.Tests.Runs;

/// <summary>Within one process: what a run writes depends neither on the host's culture nor on what other threads run.</summary>
[TestFixture]
public class RunDeterminismTests
{
    private static readonly string[] Subjects = ["reference", "reference:api"];

    [TestCaseSource(nameof(Subjects))]
    public void Words_do_not_depend_on_the_culture_of_the_process(string subject)
    {
        using var runner = new Runner();
        Assert.Multiple(() =>
        {
            foreach (var request in Corpus(subject))
            {
                var plain = Written(request, CultureInfo.InvariantCulture);
                Assert.That(Written(request, Strange()), Is.EqualTo(plain), $"{request.Scenario.File} {request.Scenario.Case}");
            }
        });

        List<string> Written(RunRequest request, CultureInfo culture)
        {
            // The culture flows with the context of the test, so it is put back.
            var before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = culture;
            try
            {
                var run = runner.Run(request);
                return
                [
                    .. run.Events.Select(line => $"{line.Time.Nanoseconds:D} {line.Actor} {line.Data.Kind} {line.Data.Describe()}"),
                    .. run.Reasons,
                    .. run.Checks.SelectMany(check => check.Violations).Select(violation => violation.ToString()),
                ];
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }

    [Test]
    public void Runs_on_several_threads_record_what_they_record_alone()
    {
        // A quarter of the corpus: enough to meet, quick enough to be run always.
        var requests = Subjects.SelectMany(Corpus).Where((_, index) => index % 4 == 0).ToList();
        var alone = new Dictionary<RunRequest, ulong>(ReferenceEqualityComparer.Instance);
        using (var runner = new Runner())
        {
            foreach (var request in requests)
                alone.Add(request, runner.Run(request).HistoryHash);
        }

        var wrong = new ConcurrentQueue<string>();
        var threads = Enumerable.Range(0, 4).Select(number => new Thread(() =>
        {
            using var runner = new Runner();
            // Each thread starts elsewhere, so that every scenario meets others, and at times itself.
            for (var index = 0; index < requests.Count; index++)
            {
                var request = requests[(index + number * requests.Count / 8) % requests.Count];
                if (runner.Run(request).HistoryHash != alone[request])
                    wrong.Enqueue($"{request.Scenario.File} {request.Scenario.Case} {request.Subject}");
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.That(wrong, Is.Empty);
    }

    /// <summary>No country's: every sign that could slip into a line is another one, which needs no data of the host.</summary>
    private static CultureInfo Strange()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = "_";
        culture.NumberFormat.NumberGroupSeparator = "'";
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.PercentDecimalSeparator = "_";
        culture.DateTimeFormat.DateSeparator = "!";
        culture.DateTimeFormat.TimeSeparator = "!";
        culture.DateTimeFormat.ShortDatePattern = "yy!M!d";
        culture.DateTimeFormat.LongTimePattern = "H!m!s";
        return culture;
    }

    private static IEnumerable<RunRequest> Corpus(string subject) =>
        from scenario in new ScenarioReader().ReadPath(Repository.At("scenarios"))
        select new RunRequest { Scenario = scenario, Subject = SubjectName.For(subject, scenario), Seed = 20260101 };
}
