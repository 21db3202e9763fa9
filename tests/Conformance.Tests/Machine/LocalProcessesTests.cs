using System.Text;
using Conformance.Machine;

namespace Conformance.Tests.Machine;

[Parallelizable(ParallelScope.All)]
public class LocalProcessesTests
{
    private static readonly LocalProcesses Processes = new();

    [Test]
    public async Task An_exit_code_of_137_is_not_a_signal()
    {
        var exit = await Run("exit 137");
        Assert.That((exit.Code, exit.Signal), Is.EqualTo((137, (int?)null)));
    }

    [Test]
    public async Task A_signal_is_not_an_exit_code()
    {
        var exit = await Run("kill -9 $$");
        Assert.That((exit.Code, exit.Signal), Is.EqualTo(((int?)null, 9)));
    }

    [Test]
    public async Task Much_output_on_both_streams_is_collected_whole()
    {
        var exit = await Run("head -c 3000000 /dev/zero; head -c 2000000 /dev/zero >&2; echo end");
        Assert.Multiple(() =>
        {
            Assert.That(exit.StandardOutput, Has.Length.EqualTo(3000004));
            Assert.That(exit.StandardError, Has.Length.EqualTo(2000000));
        });
    }

    [Test]
    public async Task The_child_itself_appends_to_a_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "before ");
        var child = await Processes.Start(new ProcessSpec(["/bin/sh", "-c", "echo out; echo err >&2"])
        {
            StandardOutput = OutputTarget.AppendTo(file),
            StandardError = OutputTarget.Collect,
        });
        var exit = await child.Exit;
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(file), Is.EqualTo("before out\n"));
            Assert.That(Encoding.UTF8.GetString(exit.StandardError), Is.EqualTo("err\n"));
            Assert.That(exit.StandardOutput, Is.Empty);
        });
        File.Delete(file);
    }

    [Test]
    public async Task Environment_working_folder_and_null_input_reach_the_child()
    {
        var child = await Processes.Start(new ProcessSpec(["sh", "-c", "cat; echo $WORD; pwd"])
        {
            Environment = new Dictionary<string, string> { ["WORD"] = "a b" },
            WorkingFolder = "/",
        });
        Assert.That(Encoding.UTF8.GetString((await child.Exit).StandardOutput), Is.EqualTo("a b\n/\n"));
    }

    [Test]
    public async Task A_child_dies_of_a_broken_pipe_although_dotnet_ignores_that_signal()
    {
        var exit = await Run("(while :; do echo x; done; echo survived >&2) | head -1");
        Assert.That(exit.StandardError, Is.Empty);
    }

    [Test]
    public void An_unknown_program_is_named() =>
        Assert.That(
            async () => await Processes.Start(new ProcessSpec(["no-such-program"])),
            Throws.TypeOf<ProcessStartException>().With.Message.Contains("no-such-program"));

    [Test]
    public void A_missing_working_folder_is_named() =>
        Assert.That(
            async () => await Processes.Start(new ProcessSpec(["true"]) { WorkingFolder = "/no/such/folder" }),
            Throws.TypeOf<ProcessStartException>().With.Message.Contains("/no/such/folder"));

    [Test]
    public async Task A_tree_kill_takes_the_grandchildren_along()
    {
        var child = await Processes.StartPiped(new ProcessSpec(["sh", "-c", "sleep 1000 & echo $!; wait"]));
        var reader = new StreamReader(child.Output);
        var grandchild = int.Parse(await reader.ReadLineAsync() ?? "");
        var before = await Processes.Find(grandchild);
        await child.Process.Kill(Signals.Kill, tree: true);
        Assert.That((await child.Process.Exit).Signal, Is.EqualTo(Signals.Kill));
        Assert.That(before!.Arguments, Is.EqualTo(new[] { "sleep", "1000" }));
        Assert.That(await reader.ReadToEndAsync(), Is.Empty, "standard output ends when nobody holds it any more");
    }

    [Test]
    public async Task A_reaped_child_is_signalled_no_more()
    {
        var child = await Processes.Start(new ProcessSpec(["true"]));
        await child.Exit;
        Assert.That(async () => await child.Kill(Signals.Kill, tree: true), Throws.Nothing);
        Assert.That(await Processes.Signal(child.Identity, Signals.Kill), Is.False);
    }

    [Test]
    public async Task A_process_with_another_start_time_is_left_alone()
    {
        var child = await Processes.Start(new ProcessSpec(["sleep", "1000"]));
        var other = child.Identity with { StartTime = child.Identity.StartTime - 1 };
        Assert.That(await Processes.Signal(other, Signals.Kill), Is.False);
        Assert.That(child.Exit.IsCompleted, Is.False);
        Assert.That(await Processes.Signal(child.Identity, Signals.Term), Is.True);
        Assert.That((await child.Exit).Text, Is.EqualTo("terminated with signal Terminated"));
    }

    [Test]
    public async Task A_piped_child_answers_until_its_input_ends()
    {
        var child = await Processes.StartPiped(new ProcessSpec(["cat"]));
        await child.Input.WriteAsync("hello\n"u8.ToArray());
        var reader = new StreamReader(child.Output);
        Assert.That(await reader.ReadLineAsync(), Is.EqualTo("hello"));
        child.Input.Dispose();
        Assert.That(await reader.ReadToEndAsync(), Is.Empty);
        Assert.That((await child.Process.Exit).IsSuccess, Is.True);
    }

    private static async Task<ProcessExit> Run(string script) =>
        await (await Processes.Start(new ProcessSpec(["/bin/sh", "-c", script]))).Exit;
}
