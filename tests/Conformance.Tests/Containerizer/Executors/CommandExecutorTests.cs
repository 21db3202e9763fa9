using Conformance.Machine;
using Conformance.Mesos.Internal;
using Conformance.Mesos.Messages;
using Conformance.Tests.Simulation;
using Task = System.Threading.Tasks.Task;

namespace Conformance.Tests.Containerizer.Executors;

public sealed class CommandExecutorTests
{
    [TestCase("0", "TaskFinished Command exited with status 0")]
    [TestCase("7", "TaskFailed Command exited with status 7")]
    public void It_registers_runs_the_command_for_the_task_reports_its_end_and_exits_a_second_later(string code, string end)
    {
        var agent = Obliging();
        var executor = agent.Execute(["--override", "work", code]);
        agent.World.RunAll();
        Assert.Multiple(() =>
        {
            Assert.That(agent.Story, Is.EqualTo(new[] { "RegisterExecutorMessage", "TaskRunning", end }));
            Assert.That(executor.Ended?.Code, Is.Zero);
            Assert.That(agent.Received[^1].Second, Is.EqualTo(61).Within(0.1));
            Assert.That(agent.World.Now - Sim.World().Now, Is.EqualTo(TimeSpan.FromSeconds(62)).Within(TimeSpan.FromSeconds(0.1)));
            Assert.That(agent.Machine.Disk.Files.Read("/sandbox/stdout"), Is.EqualTo("working\n"u8.ToArray()));
        });
    }

    [Test]
    public void A_kill_is_a_TERM_to_the_command_and_the_task_was_killed()
    {
        var agent = Obliging(after: StatusIs(TaskState.TaskRunning), then: agent => agent.Kill());
        agent.Execute(["--override", "work", "0"]);
        agent.World.RunAll();
        Assert.That(agent.Story[^1], Is.EqualTo("TaskKilled Command terminated with signal Terminated"));
        Assert.That(agent.Received[^1].Second, Is.EqualTo(1).Within(0.1));
    }

    [Test]
    public void A_command_that_ignores_TERM_is_killed_three_seconds_later()
    {
        var agent = Obliging(after: StatusIs(TaskState.TaskRunning), then: agent => agent.Kill());
        agent.Execute(["--override", "work", "stubborn"]);
        agent.World.RunAll();
        Assert.That(agent.Story[^1], Is.EqualTo("TaskKilled Command terminated with signal Killed"));
        Assert.That(agent.Received[^1].Second, Is.EqualTo(4).Within(0.1));
    }

    [Test]
    public void A_second_task_is_refused()
    {
        var agent = Obliging(after: StatusIs(TaskState.TaskRunning), then: agent => agent.Received.Count == 2 ? agent.Run("T1") : Task.CompletedTask);
        agent.Execute(["--override", "work", "0"]);
        agent.World.RunAll();
        Assert.That(agent.Story[2], Is.EqualTo("TaskFailed Attempted to run multiple tasks using a \"command\" executor"));
        Assert.That(((StatusUpdateMessage)agent.Received[2].Message).Update.Status.TaskId.Value, Is.EqualTo("T1"));
    }

    [Test]
    public void A_command_that_cannot_be_started_is_a_failed_task()
    {
        var agent = Obliging();
        agent.Execute(["--override", "nowhere"]);
        agent.World.RunAll();
        Assert.That(agent.Story, Is.EqualTo(new[] { "RegisterExecutorMessage", "TaskFailed Failed to start 'nowhere': No such file or directory." }));
    }

    [Test]
    public void A_shutdown_ends_an_executor_that_has_no_task_after_five_seconds_by_force()
    {
        var agent = new TestAgent();
        agent.On = message => message is RegisterExecutorMessage ? agent.Tell(new ShutdownExecutorMessage()) : Task.CompletedTask;
        agent.Start();
        var executor = agent.Execute(["--override", "work", "0"]);
        agent.World.RunAll();
        Assert.That(executor.Ended?.Code, Is.EqualTo(137));
        Assert.That(agent.World.Now - Sim.World().Now, Is.EqualTo(TimeSpan.FromSeconds(6)).Within(TimeSpan.FromSeconds(0.1)));
    }

    [Test]
    public void Without_checkpoints_the_death_of_the_agent_is_the_end_of_the_command()
    {
        var agent = Obliging(after: StatusIs(TaskState.TaskRunning), then: Die);
        var executor = agent.Execute(["--override", "work", "0"]);
        agent.World.RunAll();
        Assert.That(executor.IsAlive, Is.False);
        Assert.That(agent.World.Processes.Select(process => process.Name), Is.EqualTo(new[] { "init" }));
        Assert.That(agent.World.Now - Sim.World().Now, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public void With_checkpoints_it_waits_for_the_recovery_timeout_and_then_shuts_down()
    {
        var agent = Obliging(after: StatusIs(TaskState.TaskRunning), then: Die);
        var executor = agent.Execute(["--override", "work", "stubborn"], checkpoint: true, environment => environment["MESOS_RECOVERY_TIMEOUT"] = "30secs");
        agent.World.RunAll();
        Assert.That(executor.IsAlive, Is.False);
        Assert.That(agent.World.Now - Sim.World().Now, Is.InRange(TimeSpan.FromSeconds(34), TimeSpan.FromSeconds(40)));
    }

    [Test]
    public void An_agent_that_comes_back_and_calls_is_told_everything_that_was_not_acknowledged()
    {
        var agent = Obliging(after: StatusIs(TaskState.TaskRunning), then: Die);
        agent.Execute(["--override", "work", "0"], checkpoint: true);
        agent.World.Do("operator", async () =>
        {
            await agent.World.Delay(TimeSpan.FromSeconds(30));
            agent.Start();
            await agent.World.Delay(TimeSpan.FromSeconds(1));
            await agent.Tell(new ReconnectExecutorMessage { SlaveId = new SlaveID { Value = "S0" } });
        });
        agent.World.RunAll();
        var message = agent.Received.Select(line => line.Message).OfType<ReregisterExecutorMessage>().Single();
        Assert.That(message.Updates.Select(update => update.Status.State), Is.EqualTo(new[] { TaskState.TaskRunning }));
        Assert.That(message.Tasks.Single().TaskId.Value, Is.EqualTo("T0"));
        Assert.That(agent.Story[^1], Is.EqualTo("TaskFinished Command exited with status 0"));
    }

    [Test]
    public void What_was_acknowledged_is_not_told_again()
    {
        var agent = Obliging(
            after: message => message is StatusUpdateMessage,
            then: async agent =>
            {
                await agent.Acknowledge(((StatusUpdateMessage)agent.Received[^1].Message).Update);
                await agent.Tell(new ReconnectExecutorMessage { SlaveId = new SlaveID { Value = "S0" } });
            });
        agent.Execute(["--override", "work", "0"], checkpoint: true);
        agent.World.RunAll();
        Assert.That(agent.Received.Select(line => line.Message).OfType<ReregisterExecutorMessage>().First().Updates, Is.Empty);
    }

    [Test]
    public void It_waits_for_the_file_by_which_its_agent_lets_it_go()
    {
        var agent = Obliging();
        agent.Execute(["--sync", "/go", "--override", "work", "0"]);
        agent.World.Do("operator", async () =>
        {
            await agent.World.Delay(TimeSpan.FromSeconds(10));
            Assert.That(agent.Received, Is.Empty);
            agent.Machine.Disk.Files.Write("/go", "1"u8);
        });
        agent.World.RunAll();
        Assert.That(agent.Received[0].Second, Is.EqualTo(10).Within(0.2));
    }

    [Test]
    public void It_gives_up_when_its_agent_dies_before_it_lets_it_go()
    {
        var agent = Obliging();
        var executor = agent.Execute(["--sync", "/go", "--override", "work", "0"]);
        agent.World.Do("operator", async () =>
        {
            await agent.World.Delay(TimeSpan.FromSeconds(10));
            agent.World.Kill(agent.Process!, Signals.Kill, withChildren: false);
        });
        agent.World.RunAll();
        Assert.That((executor.Ended?.Code, agent.Complaint), Is.EqualTo((1, "Failed to synchronize with slave (it has probably exited)")));
    }

    [TestCase("MESOS_SLAVE_PID", null, "Expecting 'MESOS_SLAVE_PID' to be set in the environment")]
    [TestCase("MESOS_SLAVE_PID", "nobody", "'MESOS_SLAVE_PID' must be NAME@IP:PORT, not 'nobody'")]
    [TestCase("MESOS_RECOVERY_TIMEOUT", "soon", "'MESOS_RECOVERY_TIMEOUT' must be a duration such as 15mins, not 'soon'")]
    public void An_environment_that_is_wrong_is_told_and_nothing_is_run(string name, string? value, string complaint)
    {
        var agent = Obliging();
        var executor = agent.Execute(["--override", "work", "0"], checkpoint: true, environment =>
        {
            environment.Remove(name);
            if (value is not null)
                environment[name] = value;
        });
        agent.World.RunAll();
        Assert.That((executor.Ended?.Code, agent.Complaint), Is.EqualTo((1, complaint)));
    }

    [Test]
    public void A_use_that_it_does_not_know_is_told()
    {
        var agent = Obliging();
        var executor = agent.Execute(["work", "0"]);
        agent.World.RunAll();
        Assert.That((executor.Ended?.Code, agent.Complaint), Is.EqualTo((1, "usage: mesos-executor [--sync FILE] --override PROGRAM [ARGUMENT...]")));
    }

    private static Func<Google.Protobuf.IMessage, bool> StatusIs(TaskState state) =>
        message => message is StatusUpdateMessage update && update.Update.Status.State == state;

    private static Task Die(TestAgent agent)
    {
        agent.World.Kill(agent.Process!, Signals.Kill, withChildren: false);
        return Task.CompletedTask;
    }

    /// <summary>An agent that gives whoever registers a task, and then does one thing more.</summary>
    private static TestAgent Obliging(Func<Google.Protobuf.IMessage, bool>? after = null, Func<TestAgent, Task>? then = null)
    {
        var agent = new TestAgent();
        agent.On = async message =>
        {
            if (message is RegisterExecutorMessage)
            {
                await agent.Registered();
                await agent.Run();
            }
            else if (after?.Invoke(message) == true)
            {
                await then!(agent);
            }
        };
        agent.Start();
        return agent;
    }
}
