using System.Text;
using Conformance.Containerizer;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Internal;
using Conformance.Mesos.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Tests.Containerizer.Executors;

[Parallelizable(ParallelScope.All)]
public sealed class LibprocessMessageTests
{
    private static readonly UPid From = new("executor(1)", "127.0.0.1:31000");
    private static readonly UPid To = new("slave(1)", "127.0.0.1:5051");

    private static RegisterExecutorMessage Register(string executor = "e") => new()
    {
        FrameworkId = new FrameworkID { Value = "f" },
        ExecutorId = new ExecutorID { Value = executor },
    };

    [Test]
    public void A_message_is_a_POST_to_the_process_and_the_name_with_its_sender_in_the_headers()
    {
        var call = LibprocessMessage.Encode(From, To, Register());
        Assert.Multiple(() =>
        {
            Assert.That((call.Method, call.Address, call.Path), Is.EqualTo(("POST", "127.0.0.1:5051", "/slave(1)/mesos.internal.RegisterExecutorMessage")));
            Assert.That(call.Header("User-Agent"), Is.EqualTo("libprocess/executor(1)@127.0.0.1:31000"));
            Assert.That(call.Header("Libprocess-From"), Is.EqualTo("executor(1)@127.0.0.1:31000"));
            Assert.That(call.Body.ToArray(), Is.EqualTo(new byte[] { 10, 3, 10, 1, (byte)'f', 18, 3, 10, 1, (byte)'e' }));
        });
    }

    [Test]
    public void What_is_encoded_decodes_to_itself() => Prop.ForAll<string>(text =>
    {
        var decoded = LibprocessMessage.Decode(LibprocessMessage.Encode(From, To, Register(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? "")))));
        return decoded.From == From && decoded.To == To.Id && decoded.Body is RegisterExecutorMessage;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void The_user_agent_alone_names_the_sender()
    {
        var call = LibprocessMessage.Encode(From, To, Register()) with { Headers = [KeyValuePair.Create("user-agent", "libprocess/executor(1)@127.0.0.1:31000")] };
        Assert.That(LibprocessMessage.Decode(call).From, Is.EqualTo(From));
    }

    [TestCase("GET", "/slave(1)/mesos.internal.RegisterExecutorMessage", "libprocess/a@127.0.0.1:1", "a message is a POST, not a GET")]
    [TestCase("POST", "/slave(1)", "libprocess/a@127.0.0.1:1", "'/slave(1)' is no path of a message: /PROCESS/mesos.internal.NAME was expected")]
    [TestCase("POST", "/slave(1)/mesos.internal.Hello", "libprocess/a@127.0.0.1:1", "there is no message 'mesos.internal.Hello'; there are: mesos.internal.*RegisterExecutorMessage*")]
    [TestCase("POST", "/slave(1)/mesos.internal.RegisterExecutorMessage", "Wget", "who sent it? Neither*")]
    [TestCase("POST", "/slave(1)/mesos.internal.RegisterExecutorMessage", "libprocess/a", "the sender 'a' is not of the form NAME@IP:PORT")]
    [TestCase("POST", "/slave(1)/mesos.internal.RegisterExecutorMessage", "libprocess/a@127.0.0.1:70000", "the sender * is not of the form NAME@IP:PORT")]
    public void What_is_no_message_is_refused_with_words(string method, string path, string agent, string words)
    {
        var call = new HttpCall(method, To.Address, path) { Headers = [KeyValuePair.Create("User-Agent", agent)], Body = LibprocessMessage.Encode(From, To, Register()).Body };
        var pattern = "^" + System.Text.RegularExpressions.Regex.Escape(words).Replace("\\*", ".*", StringComparison.Ordinal) + "$";
        Assert.That(() => LibprocessMessage.Decode(call), Throws.TypeOf<LibprocessException>().With.Message.Matches(pattern));
    }

    [TestCase(new byte[] { 10, 200 }, "the body of mesos.internal.RegisterExecutorMessage (2 bytes) is not this message: ")]
    [TestCase(new byte[] { }, "mesos.internal.RegisterExecutorMessage lacks a required field; what came: {")]
    public void A_body_that_is_broken_or_not_complete_is_refused(byte[] body, string words) =>
        Assert.That(
            () => LibprocessMessage.Decode(LibprocessMessage.Encode(From, To, Register()) with { Body = body }),
            Throws.TypeOf<LibprocessException>().With.Message.StartsWith(words));
}
