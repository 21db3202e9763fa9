using System.Text;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.Simulation;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SimulatedProcessesTests
{
    private World world = null!;
    private SimulatedMachine machine = null!;

    [SetUp]
    public void Prepare()
    {
        world = Sim.World();
        machine = new SimulatedMachine(world);
        machine.Processes.Install("docker", async run =>
        {
            await run.WriteOut(Encoding.UTF8.GetBytes("out " + string.Join(' ', run.Arguments.Skip(1))));
            await Task.Delay(Sim.Seconds(2), world.Time);
            await run.WriteError(Encoding.UTF8.GetBytes($"err {run.Environment.GetValueOrDefault("X")} {run.WorkingFolder}"));
            return 3;
        });
        machine.Processes.Install("sleep", async _ =>
        {
            await Task.Delay(Sim.Seconds(100), world.Time);
            return 0;
        });
        machine.Processes.Install("sh", async _ =>
        {
            await machine.Processes.Start(new ProcessSpec(["sleep", "100"]));
            await Task.Delay(Sim.Seconds(100), world.Time);
            return 0;
        });
    }

    [Test]
    public void A_program_gets_its_arguments_and_its_output_is_collected() => world.RunAs(async () =>
    {
        machine.Disk.Files.CreateFolder("/sandbox");
        var child = await machine.Processes.Start(new ProcessSpec(["/usr/bin/docker", "-H", "unix:///x", "run", "busybox"])
        {
            Environment = new Dictionary<string, string> { ["X"] = "1" },
            WorkingFolder = "/sandbox",
        });
        var started = world.Now;
        var exit = await child.Exit;

        Assert.That(exit.Code, Is.EqualTo(3));
        Assert.That(Encoding.UTF8.GetString(exit.StandardOutput), Is.EqualTo("out -H unix:///x run busybox"));
        Assert.That(Encoding.UTF8.GetString(exit.StandardError), Is.EqualTo("err 1 /sandbox"));
        Assert.That(child.LastOutput - started, Is.EqualTo(Sim.Seconds(2)));
        Assert.That(world.Lines(), Has.Some.StartsWith($"docker:{child.Identity.Pid} run process.started"));
    });

    [Test]
    public void Output_to_a_file_goes_on_after_the_parents_death_and_to_nowhere_is_lost()
    {
        var agent = world.Do("agent", async () =>
        {
            await machine.Processes.Start(new ProcessSpec(["docker", "logs"])
            {
                StandardOutput = OutputTarget.Discard,
                StandardError = OutputTarget.AppendTo("/sandbox/stderr"),
            });
            world.Kill(world.Current!, Signals.Kill, false);
        });

        world.RunAll();

        Assert.That(agent.IsAlive, Is.False);
        Assert.That(machine.Disk.Files.Read("/sandbox/stderr"), Is.EqualTo("err  /"u8.ToArray()));
    }

    [Test]
    public void A_program_that_writes_to_a_dead_parent_dies_of_it()
    {
        world.Do("agent", async () =>
        {
            await machine.Processes.Start(new ProcessSpec(["docker", "ps"]));
            world.Kill(world.Current!, Signals.Kill, false);
        });

        world.RunAll();

        Assert.That(world.Lines(), Has.Some.EqualTo("docker:3 ps process.exited pid 3 ended by signal 13"));
    }

    [Test]
    public void A_program_that_is_not_there_cannot_be_started() => world.RunAs(async () =>
    {
        Assert.That(await Refusal(new ProcessSpec(["nerdctl"])), Is.EqualTo("Failed to start 'nerdctl': No such file or directory."));
        Assert.That(
            await Refusal(new ProcessSpec(["docker"]) { WorkingFolder = "/gone" }),
            Is.EqualTo("Failed to start 'docker': its working folder '/gone' does not exist."));
        machine.Processes.Uninstall("docker");
        Assert.That(await Refusal(new ProcessSpec(["docker"])), Does.StartWith("Failed to start 'docker'"));
    });

    [TestCase(false)]
    [TestCase(true)]
    public void A_kill_of_a_child_takes_its_descendants_only_when_asked(bool tree) => world.RunAs(async () =>
    {
        var child = await machine.Processes.Start(new ProcessSpec(["sh", "-c", "sleep 100"]));
        await Task.Delay(Sim.Seconds(1), world.Time);
        var grandchild = world.Find(child.Identity.Pid)!.Children.Single();

        await child.Kill(Signals.Term, tree);

        Assert.That((await child.Exit).Signal, Is.EqualTo(Signals.Term));
        Assert.That(grandchild.IsAlive, Is.EqualTo(!tree));
        await child.Kill(Signals.Kill, tree);
        Assert.That(grandchild.IsAlive, Is.EqualTo(!tree), "a handle of a dead child does nothing");
    });

    [Test]
    public void A_process_is_found_by_pid_and_signalled_by_identity() => world.RunAs(async () =>
    {
        var child = await machine.Processes.Start(new ProcessSpec(["sleep", "100"]));
        var info = await machine.Processes.Find(child.Identity.Pid);

        Assert.That(info, Is.EqualTo(new ProcessInfo(child.Identity, world.Current!.Pid, info!.Arguments, false)));
        Assert.That(info.Arguments, Is.EqualTo(new[] { "sleep", "100" }));
        Assert.That(await machine.Processes.Signal(child.Identity with { StartTime = 77 }, Signals.Kill), Is.False);
        Assert.That(await machine.Processes.Signal(child.Identity, Signals.Kill), Is.True);
        Assert.That(await machine.Processes.Find(child.Identity.Pid), Is.Null);
        Assert.That(await machine.Processes.Signal(child.Identity, 0), Is.False);
    });

    private async Task<string?> Refusal(ProcessSpec spec)
    {
        try
        {
            await machine.Processes.Start(spec);
            return null;
        }
        catch (ProcessStartException e)
        {
            return e.Message;
        }
    }
}
