namespace Conformance.Tests.Gateway;

/// <summary>A person at the shell of a container: commands are run as they come, a terminal shows a prompt.</summary>
[TestFixture]
public class ShellAtATerminalTests
{
    private static readonly string[] Upgrade = ["Connection: Upgrade", "Upgrade: tcp"];

    [Test]
    public async Task A_prompt_is_shown_and_each_line_is_run_as_it_comes()
    {
        await using var site = await ServedSite.Start();
        await using var terminal = await Begin(site, isTerminal: true);
        await Type(terminal, "/ # ", "cd /tmp\r");
        await Type(terminal, "/tmp # ", "for i in 1 2\r");
        await Type(terminal, "> ", "do echo got-$i; done\r");
        await Type(terminal, "got-1\r\ngot-2\r\n/tmp # ", "fi\r");
        await Type(terminal, "sh: syntax error: unexpected \"fi\"\r\n/tmp # ", "exit 5\r");
        await terminal.ReadToEnd();
        Assert.That(await CodeOf(site), Is.EqualTo(5));
    }

    [Test]
    public async Task An_interrupt_ends_the_command_and_not_the_shell()
    {
        await using var site = await ServedSite.Start();
        await using var terminal = await Begin(site, isTerminal: true);
        await Type(terminal, "/ # ", "sleep 100000; echo no\r");
        await terminal.ReadUntil("echo no\r\n");
        await RunningIn(site, "sleep 100000");
        await Type(terminal, "", "\u0003");
        await Type(terminal, "^C\r\n/ # ", "echo code-$?\r");
        await Type(terminal, "code-130\r\n/ # ", "half a line\u0003");
        await Type(terminal, "half a line^C\r\n/ # ", "while true; do sleep 0.1; done\r");
        await RunningIn(site, "sleep 0.1");
        await Type(terminal, "", "\u0003");
        await Type(terminal, "sleep 0.1; done\r\n^C\r\n/ # ", "false\r");
        await Type(terminal, "false\r\n/ # ", "\u0004");
        Assert.That(await terminal.ReadToEnd(), Does.Not.Contain("\nno"));
        Assert.That(await CodeOf(site), Is.EqualTo(1));
    }

    [Test]
    public async Task Without_a_terminal_commands_run_as_they_come_and_nothing_is_shown_before_them()
    {
        await using var site = await ServedSite.Start();
        await using var pipe = await Begin(site, isTerminal: false);
        await Type(pipe, "", "echo one\nif true\n");
        await Type(pipe, RawConversation.Frame(1, "one\n"), "then echo two; fi; exit 3\n");
        Assert.That(await pipe.ReadToEnd(), Does.EndWith(RawConversation.Frame(1, "one\n") + RawConversation.Frame(1, "two\n")));
        Assert.That(await CodeOf(site), Is.EqualTo(3));
    }

    private static async Task<RawConversation> Begin(ServedSite site, bool isTerminal)
    {
        await site.Call("POST", "/containers/create?name=web", $$"""{"Image":"busybox","OpenStdin":true,"StdinOnce":true,"Tty":{{(isTerminal ? "true" : "false")}}}""");
        var conversation = await RawConversation.Open(site.Address);
        await conversation.Request("POST", "/containers/web/attach?stream=1&stdin=1&stdout=1&stderr=1", null, Upgrade);
        await conversation.ReadUntil("\r\n\r\n");
        await site.Call("POST", "/containers/web/start");
        return conversation;
    }

    private static async Task Type(RawConversation terminal, string after, string keys)
    {
        await terminal.ReadUntil(after);
        await terminal.Send(keys);
    }

    private static async Task RunningIn(ServedSite site, string command)
    {
        while (!(await site.Call("GET", "/containers/web/top")).Body.Contains($"\"{command}\"", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(5));
    }

    private static async Task<int> CodeOf(ServedSite site)
    {
        var answer = await site.Call("POST", "/containers/web/wait");
        return System.Text.Json.Nodes.JsonNode.Parse(answer.Body)!["StatusCode"]!.GetValue<int>();
    }
}
