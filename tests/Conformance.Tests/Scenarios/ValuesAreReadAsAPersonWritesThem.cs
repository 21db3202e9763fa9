using Conformance.Harness.Scenarios;
using FsCheck.Fluent;

namespace Conformance.Tests.Scenarios;

[TestFixture]
public class ValuesAreReadAsAPersonWritesThem
{
    [TestCase("500ms", 500)]
    [TestCase("30s", 30_000)]
    [TestCase("1.5s", 1500)]
    [TestCase("10m", 600_000)]
    [TestCase("1h30m", 5_400_000)]
    [TestCase("1h2m3s4ms", 3_723_004)]
    [TestCase("90s", 90_000)]
    public void A_duration(string text, long milliseconds) => Assert.That(Duration.Parse(text), Is.EqualTo(TimeSpan.FromMilliseconds(milliseconds)));

    [TestCase("")]
    [TestCase("30")]
    [TestCase("s")]
    [TestCase("30 s")]
    [TestCase("30s1m")]
    [TestCase("1m1m")]
    [TestCase("1.5m")]
    [TestCase("1.s")]
    [TestCase(".5s")]
    [TestCase("-1s")]
    [TestCase("1d")]
    [TestCase("30S")]
    public void No_duration(string text) => Assert.That(Duration.Parse(text), Is.Null);

    [TestCase("1B", 1)]
    [TestCase("512KiB", 512 << 10)]
    [TestCase("40MB", 40_000_000)]
    [TestCase("64MiB", 64 << 20)]
    [TestCase("1.5GiB", 1536L << 20)]
    [TestCase("2kB", 2000)]
    public void A_size(string text, long bytes) => Assert.That(ByteSize.Parse(text), Is.EqualTo(new ByteSize(bytes)));

    [TestCase("40")]
    [TestCase("MB")]
    [TestCase("0.5B")]
    [TestCase("1.MB")]
    [TestCase("-1MB")]
    [TestCase("40mb")]
    public void No_size(string text) => Assert.That(ByteSize.Parse(text), Is.Null);

    [FsCheck.NUnit.Property]
    public FsCheck.Property A_duration_reads_back_as_it_was_written() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).Select(ticks => TimeSpan.FromTicks(ticks * 1000L)).ToArbitrary(),
        span => Duration.Parse(Duration.Format(span)) == span);

    [FsCheck.NUnit.Property]
    public FsCheck.Property A_size_reads_back_as_it_was_written() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).Select(bytes => new ByteSize(bytes)).ToArbitrary(),
        size => ByteSize.Parse(size.ToString()) == size);

    [TestCase("lunch", "launch")]
    [TestCase("destory", "destroy")]
    [TestCase("xyz", null)]
    public void The_nearest_word(string given, string? nearest) =>
        Assert.That(NearestWord.Of(given, ["launch", "destroy", "wait", "usage"]), Is.EqualTo(nearest));

    [FsCheck.NUnit.Property]
    public FsCheck.Property A_distance_is_none_to_oneself_the_same_both_ways_and_no_longer_than_the_words() => Prop.ForAll(
        Gen.Elements('a', 'b', 'c').ListOf().Two().Select(pair => (new string([.. pair.Item1]), new string([.. pair.Item2]))).ToArbitrary(),
        words =>
        {
            var (a, b) = words;
            var distance = NearestWord.Distance(a, b);
            return NearestWord.Distance(a, a) == 0 && distance == NearestWord.Distance(b, a) && distance <= Math.Max(a.Length, b.Length);
        });
}
