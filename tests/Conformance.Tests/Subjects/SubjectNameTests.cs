using Conformance.Harness.Runs;
using Conformance.Harness.Subjects;

namespace Conformance.Tests.Subjects;

[Parallelizable(ParallelScope.All)]
public class SubjectNameTests
{
    [TestCase("reference", false, "strict")]
    [TestCase("reference:api", true, "strict")]
    [TestCase("reference@mesos-0.20.0", false, "mesos-0.20.0")]
    [TestCase("reference:api@mesos-0.20.1", true, "mesos-0.20.1")]
    public void The_reference_has_a_way_and_a_profile(string text, bool usesApi, string profile) =>
        Assert.That(SubjectName.Parse(text), Is.EqualTo(new SubjectName(text, "reference", usesApi, profile, null)));

    [Test]
    public void A_program_is_all_that_follows() =>
        Assert.That(SubjectName.Parse("stdio:./my program@home").Program, Is.EqualTo("./my program@home"));

    [TestCase("refrence", "Did you mean 'reference'?")]
    [TestCase("reference:cli", "There are: reference, reference:api")]
    [TestCase("reference@strikt", "Did you mean 'strict'?")]
    [TestCase("reference@mesos-0.99", "There are: strict, mesos-0.23.0, mesos-0.20.1, mesos-0.20.0")]
    [TestCase("stdio:", "names no program")]
    [TestCase("", "unknown subject ''")]
    public void What_is_wrong_is_said(string text, string words) =>
        Assert.That(() => SubjectName.Parse(text), Throws.TypeOf<UsageException>().With.Message.Contains(words));
}
