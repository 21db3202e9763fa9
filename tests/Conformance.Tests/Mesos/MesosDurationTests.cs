using Conformance.Mesos;
using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Mesos;

[Parallelizable(ParallelScope.All)]
public sealed class MesosDurationTests
{
    [TestCase("15mins", 900)]
    [TestCase("90secs", 90)]
    [TestCase("1weeks", 604800)]
    [TestCase("500ms", 0.5)]
    [TestCase("0ns", 0)]
    public void A_duration_is_written_in_the_largest_unit_that_gives_a_whole_number(string text, double seconds) =>
        Assert.That(MesosDuration.Format(TimeSpan.FromSeconds(seconds)), Is.EqualTo(text));

    [Test]
    public void What_is_written_reads_back() => Prop.ForAll<long>(ticks =>
    {
        var duration = TimeSpan.FromTicks(Math.Abs(ticks % TimeSpan.TicksPerDay));
        return MesosDuration.Parse(MesosDuration.Format(duration)) == duration;
    }).QuickCheckThrowOnFailure();

    [TestCase("")]
    [TestCase("15")]
    [TestCase("mins")]
    [TestCase("1e3secs")]
    [TestCase("9999999999999999999999999weeks")]
    [TestCase(null)]
    public void What_is_none_is_null(string? text) => Assert.That(MesosDuration.Parse(text), Is.Null);

    [Test]
    public void A_fraction_is_read() => Assert.That(MesosDuration.Parse("1.5mins"), Is.EqualTo(TimeSpan.FromSeconds(90)));
}
