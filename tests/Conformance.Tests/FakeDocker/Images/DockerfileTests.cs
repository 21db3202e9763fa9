using Conformance.Docker;
using Conformance.FakeDocker;

namespace Conformance.Tests.FakeDocker;

/// <summary>What the builder refuses of a Dockerfile before its first step, and what it reads of one.</summary>
[TestFixture]
public sealed class DockerfileTests
{
    [TestCase("HEALTHCHECK", "HEALTHCHECK requires at least one argument")]
    [TestCase("HEALTHCHECK --interval=1s", "HEALTHCHECK requires at least one argument")]
    [TestCase("HEALTHCHECK CMD", "Missing command after HEALTHCHECK CMD")]
    [TestCase("HEALTHCHECK CMD []", "Missing command after HEALTHCHECK CMD")]
    [TestCase("HEALTHCHECK foo x", "Unknown type \"FOO\" in HEALTHCHECK (try CMD)")]
    [TestCase("HEALTHCHECK NONE x", "HEALTHCHECK NONE takes no arguments")]
    [TestCase("HEALTHCHECK --interval=x CMD a", "time: invalid duration \"x\"")]
    [TestCase("HEALTHCHECK --timeout=1us CMD a", "Interval \"timeout\" cannot be less than 1ms")]
    [TestCase("HEALTHCHECK --start-period=-1s CMD a", "Interval \"start-period\" cannot be less than 1ms")]
    [TestCase("HEALTHCHECK --retries=0 CMD a", "--retries must be at least 1 (not 0)")]
    [TestCase("HEALTHCHECK --retries=x CMD a", "strconv.ParseInt: parsing \"x\": invalid syntax")]
    [TestCase("HEALTHCHECK --bogus=1 CMD a", "Unknown flag: bogus")]
    [TestCase("HEALTHCHECK --interval CMD a", "Missing a value on flag: interval")]
    [TestCase("HEALTHCHECK --interval=1s --interval=1s CMD a", "Duplicate flag specified: interval")]
    [TestCase("SHELL", "SHELL requires at least one argument")]
    [TestCase("SHELL []", "SHELL requires at least one argument")]
    [TestCase("SHELL x", "SHELL requires the arguments to be in JSON form")]
    [TestCase("SHELL --x [\"a\"]", "Unknown flag: x")]
    [TestCase("MAINTAINER", "MAINTAINER requires exactly one argument")]
    [TestCase("STOPSIGNAL", "STOPSIGNAL requires exactly one argument")]
    [TestCase("WORKDIR", "WORKDIR requires exactly one argument")]
    [TestCase("EXPOSE --x", "EXPOSE requires at least one argument")]
    [TestCase("ENV --x a=1", "Unknown flag: x")]
    [TestCase("COPY a", "COPY requires at least two arguments, but only one was provided. Destination could not be determined")]
    [TestCase("COPY --bogus a b", "Unknown flag: bogus")]
    [TestCase("ONBUILD MAINTAINER x", "MAINTAINER isn't allowed as an ONBUILD trigger")]
    [TestCase("ONBUILD onbuild RUN x", "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed")]
    public void An_instruction_that_cannot_be_is_refused_with_its_line(string line, string words) =>
        Assert.That(Refusal("FROM box\n" + line), Is.EqualTo("dockerfile parse error line 2: " + words));

    [TestCase("SHELL [1]")]
    [TestCase("HEALTHCHECK CMD [\"a\", 1]")]
    [TestCase("RUN [\"a\", 1]")]
    public void A_list_of_more_than_texts_is_refused(string line) =>
        Assert.That(Refusal("FROM box\n" + line), Is.EqualTo("failed to parse Dockerfile: when using JSON array syntax, arrays must be comprised of strings only"));

    [TestCase("FROM", "FROM requires either one or three arguments")]
    [TestCase("FROM a b", "FROM requires either one or three arguments")]
    [TestCase("FROM --x box", "Unknown flag: x")]
    public void A_stage_that_cannot_be_is_refused(string line, string words) => Assert.That(Refusal(line), Is.EqualTo("dockerfile parse error line 1: " + words));

    [Test]
    public void A_step_is_told_as_it_was_written() => Assert.That(
        Dockerfile.Parse("from box\nMAINTAINER  Some One\nRUN a && \\\n   b\n").Select(step => (step.Word, step.Text)),
        Is.EqualTo(new[] { ("FROM", "from box"), ("MAINTAINER", "MAINTAINER  Some One"), ("RUN", "RUN a &&    b") }));

    [Test]
    public void A_health_check_has_flags_a_kind_and_a_command()
    {
        var shell = HealthInstruction.Read("--interval=1.5h --retries=34 cmd  echo  x ");
        var list = HealthInstruction.Read("--timeout= --start-period=2s CMD [\"cat\", \"q\\\"uo\"]");
        Assert.Multiple(() =>
        {
            Assert.That(shell.Test, Is.EqualTo(new[] { "CMD-SHELL", "echo  x" }));
            Assert.That((shell.Interval.ToString(), shell.Retries, shell.Timeout), Is.EqualTo(("1h30m0s", 34, default(GoDuration))));
            Assert.That(HealthInstruction.Show(shell), Is.EqualTo("&{[\"CMD-SHELL\" \"echo  x\"] \"1h30m0s\" \"0s\" \"0s\" '\"'}"));
            Assert.That(HealthInstruction.Show(list), Is.EqualTo("&{[\"CMD\" \"cat\" \"q\\\"uo\"] \"0s\" \"0s\" \"2s\" '\\x00'}"));
            Assert.That(HealthInstruction.Read("--bogus NONE").Test, Is.EqualTo(new[] { "NONE" }));
        });
    }

    private static string Refusal(string text)
    {
        var refusal = Assert.Throws<DockerException>(() => Dockerfile.Parse(text));
        Assert.That(refusal!.Status, Is.EqualTo(400));
        return refusal.Message;
    }
}
