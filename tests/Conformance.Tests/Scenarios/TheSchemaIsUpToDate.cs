using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Scenarios;

[TestFixture]
public class TheSchemaIsUpToDate
{
    /// <summary>With CONFORMANCE_ACCEPT=1 the file is written anew, as snapshots are.</summary>
    [Test]
    public void The_file_is_what_the_records_say()
    {
        var path = Repository.At("scenarios", "scenario.schema.json");
        var schema = ScenarioSchema.Export();
        if (Environment.GetEnvironmentVariable("CONFORMANCE_ACCEPT") == "1")
            File.WriteAllText(path, schema);
        Assert.That(File.Exists(path) ? File.ReadAllText(path) : "", Is.EqualTo(schema), "CONFORMANCE_ACCEPT=1 writes it anew");
    }
}
