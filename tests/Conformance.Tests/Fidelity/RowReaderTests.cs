using Conformance.Harness.Fidelity;

namespace Conformance.Tests.Fidelity;

[Parallelizable(ParallelScope.All)]
public class RowReaderTests
{
    [TestCase("images"), TestCase("networks"), TestCase("volumes"), TestCase("execs"), TestCase("archives"), TestCase("system"), TestCase("bodies"), TestCase("health"), TestCase("mounts")]
    public void A_file_of_rows_is_read_and_each_row_has_a_name_of_its_own_and_calls(string file)
    {
        var rows = RowReader.ReadFile(file);
        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(row => row.Name), Is.Unique);
            Assert.That(rows.Select(row => row.Calls.Count), Has.All.GreaterThan(0));
        });
    }

    [Test]
    public void A_call_is_method_path_body_and_header()
    {
        var row = RowReader.Read("rm: two\n    with X: y\n    POST /a?filters={\"b\":[\"@me\"]} {\"c\":\"@me\"}\n    PUT /d <hello>\n").Single();
        var calls = row.Named("n");
        Assert.Multiple(() =>
        {
            Assert.That((row.Topic, calls[0].Method, calls[0].Path), Is.EqualTo(("rm", "POST", "/a?filters=%7B%22b%22:%5B%22n%22%5D%7D")));
            Assert.That((calls[0].Body, calls[0].Header), Is.EqualTo(("{\"c\":\"n\"}", "X: y")));
            Assert.That((calls[1].Header, calls[1].Archive?.Length > 0), Is.EqualTo(((string?)null, true)));
        });
    }

    [Test]
    public void A_question_may_be_asked_until_its_answer_says_something()
    {
        var row = RowReader.Read("a\n    until \"x\":\"@y\"\n    GET /@me\n    GET /b\n").Single();
        Assert.That(row.Named("n").Select(call => (call.Path, call.Until)), Is.EqualTo(new[] { ("/n", "\"x\":\"@y\""), ("/b", (string?)null) }));
    }

    [TestCase("    GET /x", "'    GET /x' belongs to no row; expected its name at the margin")]
    [TestCase("a\n    GET x", "'GET x' is no call; expected METHOD /PATH [BODY]")]
    [TestCase("a\n    PUT /x <no>", "there is no archive <no>")]
    public void What_is_no_row_is_told(string text, string told) => Assert.That(() => RowReader.Read(text), Throws.TypeOf<FormatException>().With.Message.EqualTo(told));
}
