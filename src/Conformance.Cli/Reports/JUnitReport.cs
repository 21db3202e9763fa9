using System.Globalization;
using System.Xml;
using Conformance.Harness.Runs;

namespace Conformance.Cli.Reports;

/// <summary>JUnit XML as CI servers read it: a violated run is a failure, an unknown one an error, a skipped one skipped.</summary>
public sealed class JUnitReport(string path) : IReport
{
    private readonly List<RunResult> results = [];

    /// <inheritdoc/>
    public void Add(RunResult result) => results.Add(result);

    /// <inheritdoc/>
    public void Finish(bool interrupted, TimeSpan wallTime)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true });
        xml.WriteStartElement("testsuites");
        foreach (var suite in results.GroupBy(result => (result.Scenario.File, result.Subject, result.Backend)))
            WriteSuite(xml, suite.Key.File, [.. suite]);
        xml.WriteEndElement();
    }

    private static void WriteSuite(XmlWriter xml, string file, IReadOnlyList<RunResult> runs)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", $"{file} ({runs[0].Subject} on {runs[0].Backend})");
        Attribute(xml, "tests", runs.Count);
        Attribute(xml, "failures", runs.Count(run => run.Skipped is null && run.Verdict == Verdict.Violated));
        Attribute(xml, "errors", runs.Count(run => run.Skipped is null && run.Verdict == Verdict.Unknown));
        Attribute(xml, "skipped", runs.Count(run => run.Skipped is not null));
        xml.WriteAttributeString("time", Seconds(new TimeSpan(runs.Sum(run => run.WallTime.Ticks))));
        foreach (var run in runs)
            WriteCase(xml, run);
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, RunResult run)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Path.ChangeExtension(run.Scenario.File, null).Replace('/', '.'));
        xml.WriteAttributeString("name", run.Scenario.Case.Length == 0 ? run.Scenario.Title : $"{run.Scenario.Title} [{run.Scenario.Case}]");
        xml.WriteAttributeString("time", Seconds(run.WallTime));
        var names = new Names(run.Events);
        if (run.Skipped is { } why)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", why);
            xml.WriteEndElement();
        }
        else
        {
            foreach (var violation in run.Checks.Where(check => check.Counts).SelectMany(check => check.Violations))
                WriteTrouble(xml, "failure", violation.CheckId, names.Apply(violation.Sentence), string.Concat(Slice.Of(run, violation, names).Select(line => line + "\n")), run);
            foreach (var reason in run.Reasons)
                WriteTrouble(xml, "error", "unknown", names.Apply(reason), "", run);
            var known = run.Checks.Where(check => check.IsKnown).SelectMany(check => check.Violations).ToList();
            if (known.Count > 0)
                xml.WriteElementString("system-out", Clean(string.Concat(known.Select(violation => $"known: {violation.CheckId}: {names.Apply(violation.Sentence)}\n"))));
        }

        xml.WriteEndElement();
    }

    private static void WriteTrouble(XmlWriter xml, string element, string type, string message, string detail, RunResult run)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("message", Clean(message));
        xml.WriteString(Clean(detail + $"again: ./run.sh replay {run.Token}\n"));
        xml.WriteEndElement();
    }

    // XML 1.0 has no way to write most control characters, and containers print any byte.
    private static string Clean(string text) =>
        string.Concat(text.Select(character => XmlConvert.IsXmlChar(character) ? character : '\uFFFD'));

    private static void Attribute(XmlWriter xml, string name, int value) =>
        xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
