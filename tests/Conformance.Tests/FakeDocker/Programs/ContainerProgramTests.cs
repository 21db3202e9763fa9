using Conformance.FakeDocker;
using Conformance.Machine;

namespace Conformance.Tests.FakeDocker.Programs;

public sealed class ContainerProgramTests
{
    private const int Usr1 = 10;

    private static SimulatedContainer Shell(string script, params string[] rest) => new(["/bin/sh", "-c", script, .. rest]);

    [Test]
    public void Pid_1_without_a_handler_ignores_term()
    {
        var container = new SimulatedContainer(["sleep", "1000"]);
        Assert.That(container.Signal(Signals.Term, TimeSpan.FromSeconds(5)), Is.False);
        container.ToEnd();
        Assert.That((container.Code, container.Elapsed), Is.EqualTo(((int?)0, TimeSpan.FromSeconds(1000))));
    }

    [Test]
    public void A_shell_without_traps_is_replaced_by_its_last_program_and_ignores_term_too()
    {
        var container = Shell("sleep 1000");
        Assert.That(container.Signal(Signals.Term, TimeSpan.FromSeconds(5)), Is.False);
        Assert.That(container.Program.Processes.Select(process => process.Pid), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public void A_program_that_keeps_what_never_ends_is_killed_for_its_memory_and_the_shell_goes_on()
    {
        var container = Shell("tail /dev/zero; echo $?");
        var told = new List<bool>();
        container.Program.OutOfMemory = told.Add;
        container.ToEnd();
        Assert.That((container.Stdout, container.Code), Is.EqualTo(("137\n", (int?)0)));
        Assert.That(told, Is.EqualTo(new[] { false }), "it was not pid 1");
    }

    [Test]
    public void A_trap_runs_after_the_program_in_the_foreground_has_ended()
    {
        var container = Shell("trap 'echo got; exit 3' TERM; sleep 10; echo no");
        Assert.That(container.Signal(Signals.Term, TimeSpan.FromSeconds(2)), Is.True);
        container.ToEnd();
        Assert.That((container.Stdout, container.Code, container.Elapsed), Is.EqualTo(("got\n", (int?)3, TimeSpan.FromSeconds(10))));
    }

    [Test]
    public void A_trap_cuts_wait_short()
    {
        var container = Shell("trap 'echo got; exit 3' TERM; sleep 1000 & wait");
        container.Signal(Signals.Term, TimeSpan.FromSeconds(2));
        container.ToEnd();
        Assert.That((container.Stdout, container.Code), Is.EqualTo(("got\n", (int?)3)));
        Assert.That(container.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public void Signals_that_are_trapped_to_nothing_have_no_effect()
    {
        var container = Shell("trap '' USR1; sleep 10; echo end");
        Assert.That(container.Signal(Usr1, TimeSpan.FromSeconds(2)), Is.False);
        container.ToEnd();
        Assert.That(container.Stdout, Is.EqualTo("end\n"));
    }

    [Test]
    public void A_signal_to_a_program_that_has_ended_has_no_effect()
    {
        var container = Shell("exit 3").ToEnd();
        Assert.That(container.Code, Is.EqualTo(3));
        Assert.That(container.Signal(Signals.Term, container.Elapsed + TimeSpan.FromSeconds(1)), Is.False);
    }

    [Test]
    public void The_end_of_pid_1_is_the_end_of_its_children()
    {
        var container = Shell("(sleep 5; echo late) & echo early").ToEnd();
        Assert.That((container.Stdout, container.Elapsed), Is.EqualTo(("early\n", TimeSpan.Zero)));
    }

    [Test]
    public void The_arguments_arrive_exactly()
    {
        var container = new SimulatedContainer(["printf", "<%s>", "a b", "", "$x", "'q'", "c\nd"]).ToEnd();
        Assert.That(container.Stdout, Is.EqualTo("<a b><><$x><'q'><c\nd>"));
    }

    [Test]
    public void A_loop_that_never_waits_takes_virtual_time_and_lets_the_world_go_on()
    {
        var container = Shell("while :; do :; done").Until(TimeSpan.FromSeconds(20));
        Assert.That((container.IsAlive, container.Elapsed), Is.EqualTo((true, TimeSpan.FromSeconds(20))));
    }

    [Test]
    public void Yes_ends_when_nobody_reads_any_more()
    {
        var container = Shell("yes | head -n 3; echo $?").ToEnd();
        Assert.That((container.Stdout, container.Elapsed), Is.EqualTo(("y\ny\ny\n0\n", TimeSpan.Zero)));
    }

    [Test]
    public void Files_stay_from_one_run_to_the_next()
    {
        var files = new ContainerFiles();
        _ = new SimulatedContainer(["sh", "-c", "echo one >> /tmp/f"], files).ToEnd();
        var second = new SimulatedContainer(["sh", "-c", "echo two >> /tmp/f; cat /tmp/f"], files).ToEnd();
        Assert.That(second.Stdout, Is.EqualTo("one\ntwo\n"));
    }

    [Test]
    public void A_script_of_the_image_is_run_by_the_program_in_its_first_line()
    {
        var files = new ContainerFiles();
        files.Add("/entry.sh", "#!/bin/sh -e\necho \"$0 $1\"\nfalse\necho no\n", executable: true);
        var container = new SimulatedContainer(["/entry.sh", "a b"], files).ToEnd();
        Assert.That((container.Stdout, container.Code), Is.EqualTo(("/entry.sh a b\n", (int?)1)));
    }

    [Test]
    public void A_script_without_its_interpreter_ends_with_127()
    {
        var files = new ContainerFiles();
        files.Add("/entry.sh", "#!/bin/bash\n", executable: true);
        Assert.That(new SimulatedContainer(["/entry.sh"], files).ToEnd().Code, Is.EqualTo(127));
    }

    [TestCase("[[ a = a ]]", "conformance: the simulated shell does not know [[")]
    [TestCase("echo ${x/a/b}", "conformance: the simulated shell does not know ${x/pattern/text}")]
    [TestCase("cat <(echo a)", "conformance: the simulated shell does not know process substitution <(...)")]
    [TestCase("getopts a x", "conformance: the simulated shell does not know the builtin 'getopts'")]
    public void What_the_shell_does_not_know_is_told_on_standard_error_and_in_the_history(string script, string message)
    {
        var container = Shell("echo before\n" + script).ToEnd();
        Assert.That((container.Stdout, container.Stderr, container.Code), Is.EqualTo(("before\n", message + "\n", (int?)2)));
        Assert.That(container.Notes, Does.Contain(message));
    }

    [Test]
    public void A_program_that_simulated_images_lack_is_not_found_and_noted()
    {
        var container = Shell("sed s/a/b/").ToEnd();
        Assert.That((container.Stderr, container.Code), Is.EqualTo(("/bin/sh: sed: not found\n", (int?)127)));
        Assert.That(container.Notes.Single(), Does.Contain("'sed'"));
    }

    [Test]
    public void Date_shows_the_clock_of_the_world()
    {
        var container = Shell("sleep 90061; date -u; date +%s.%N").Until(TimeSpan.FromDays(2));
        Assert.That(container.Stdout, Does.StartWith("Fri Jan  2 01:01:01 UTC 1970\n90061."));
    }

    [Test]
    public void Sleep_for_ever_needs_no_timer()
    {
        var container = new SimulatedContainer(["sleep", "infinity"]).ToEnd();
        Assert.That((container.IsAlive, container.Elapsed), Is.EqualTo((true, TimeSpan.Zero)));
    }
}
