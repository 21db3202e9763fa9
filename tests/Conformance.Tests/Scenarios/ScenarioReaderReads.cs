using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Scenarios;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public class ScenarioReaderReads
{
    [Test]
    public void The_whole_corpus() =>
        Assert.That(new ScenarioReader().ReadPath(Repository.At("scenarios")), Is.Not.Empty);
}
