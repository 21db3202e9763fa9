using Conformance.Docker;
using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Docker;

/// <summary>Spans of time are read and written as Go does it.</summary>
[TestFixture]
public sealed class GoDurationTests
{
    [TestCase(0, "0s")]
    [TestCase(1, "1ns")]
    [TestCase(1500, "1.5µs")]
    [TestCase(500_000_000, "500ms")]
    [TestCase(1_500_000_000, "1.5s")]
    [TestCase(60_000_000_000, "1m0s")]
    [TestCase(5_400_000_000_000, "1h30m0s")]
    [TestCase(-2_000_000, "-2ms")]
    [TestCase(long.MaxValue, "2562047h47m16.854775807s")]
    [TestCase(long.MinValue, "-2562047h47m16.854775808s")]
    public void A_span_is_told_in_the_largest_units(long nanoseconds, string text) => Assert.That(new GoDuration(nanoseconds).ToString(), Is.EqualTo(text));

    [Test]
    public void What_was_written_is_read_again() => Check.QuickThrowOnFailure(Prop.ForAll<long>(nanoseconds =>
        GoDuration.TryParse(new GoDuration(nanoseconds).ToString(), out var read, out _) && read.Nanoseconds == nanoseconds));

    [TestCase("1h30m", 5_400_000_000_000)]
    [TestCase("+5s", 5_000_000_000)]
    [TestCase("-.5s", -500_000_000)]
    [TestCase("1.5h", 5_400_000_000_000)]
    [TestCase("2us", 2000)]
    [TestCase("0", 0)]
    public void A_text_is_read(string text, long nanoseconds)
    {
        Assert.That(GoDuration.TryParse(text, out var read, out _), Is.True);
        Assert.That(read.Nanoseconds, Is.EqualTo(nanoseconds));
    }

    [TestCase("", "time: invalid duration \"\"")]
    [TestCase("x", "time: invalid duration \"x\"")]
    [TestCase("5", "time: missing unit in duration \"5\"")]
    [TestCase("5q", "time: unknown unit \"q\" in duration \"5q\"")]
    [TestCase("1.2.3s", "time: invalid duration \"1.2.3s\"")]
    [TestCase("9999999999h", "time: invalid duration \"9999999999h\"")]
    public void What_is_none_is_told_in_the_words_of_Go(string text, string words)
    {
        Assert.That(GoDuration.TryParse(text, out _, out var fault), Is.False);
        Assert.That(fault, Is.EqualTo(words));
    }
}
