using Conformance.Harness.Runs;

namespace Conformance.Tests.Runs;

[Parallelizable(ParallelScope.All)]
public class RunTokenTests
{
    [Test]
    public void A_token_is_readable() => Assert.That(
        new RunToken("scenarios/launch.yaml", "edge=create-sent state=lost", "reference:api@strict", "sim", 42, 0xab).ToString(),
        Is.EqualTo("scenarios/launch.yaml,edge=create-sent+state=lost,reference:api@strict,sim,42,000000ab"));

    [TestCase("a.yaml", "")]
    [TestCase("with space/ü,%+.yaml", "a=1, b=\"2\"")]
    [TestCase("dollar$`'.yaml", "日本")]
    public void What_was_written_is_read_again(string file, string name)
    {
        var token = new RunToken(file, name, "stdio:./my program", "docker", ulong.MaxValue, uint.MaxValue);
        var text = token.ToString();
        Assert.Multiple(() =>
        {
            Assert.That(RunToken.Parse(text), Is.EqualTo(token));
            Assert.That(text, Does.Match("^[A-Za-z0-9._/:=@+%,-]+$"));
        });
    }

    [TestCase("", "expected FILE,CASE,SUBJECT,BACKEND,SEED,HASH")]
    [TestCase("a.yaml,,reference,sim,1", "found 5")]
    [TestCase(",,reference,sim,1,00000000", "the file")]
    [TestCase("a.yaml,,reference,sim,one,00000000", "the seed (part 5 of FILE,CASE,SUBJECT,BACKEND,SEED,HASH) is 'one'")]
    [TestCase("a.yaml,,reference,sim,1,0000", "Was it cut off?")]
    [TestCase("a%2,,reference,sim,1,00000000", "two hexadecimal digits")]
    public void What_is_wrong_is_said(string text, string words) =>
        Assert.That(() => RunToken.Parse(text), Throws.TypeOf<UsageException>().With.Message.Contains(words));

    [Test]
    public void Another_content_has_another_hash() =>
        Assert.That(RunToken.HashOf("a"u8), Is.Not.EqualTo(RunToken.HashOf("b"u8)));
}
