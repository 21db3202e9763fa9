using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Containerizer;

public class AgentCheckpointsTests
{
    [Test]
    public void What_was_written_is_read_back()
    {
        var state = Read(async bench =>
        {
            await Write(bench, "c1");
            var run = await Write(bench, "c2");
            await bench.Checkpoints.WriteForkedPid(run, 42);
            await bench.Checkpoints.WriteLibprocessPid(run, "executor(1)@127.0.0.1:9");
            await bench.Checkpoints.WriteSentinel(bench.Checkpoints.Paths.Run("S1", "F1", "task-c1", "c1"));
        })!;
        Assert.That(state.SlaveId, Is.EqualTo("S1"));
        Assert.That(state.Executors.Select(executor => (executor.ExecutorId, executor.Latest)), Is.EqualTo(new[] { ("task-c1", "c1"), ("task-c2", "c2") }));
        Assert.That(state.Executors[0].Info, Is.EqualTo(Bench.LaunchOf("c1").ExecutorInfo));
        Assert.That(state.Executors[0].Runs.Single().IsCompleted, Is.True);
        var run = state.Executors[1].Runs.Single();
        Assert.That((run.ForkedPid, run.LibprocessPid, run.IsCompleted), Is.EqualTo((42, "executor(1)@127.0.0.1:9", false)));
        Assert.That(run.SandboxFolder, Is.EqualTo("/work/slaves/S1/frameworks/F1/executors/task-c2/runs/c2"));
        Assert.That(run.MetaFolder, Is.EqualTo("/work/meta/slaves/S1/frameworks/F1/executors/task-c2/runs/c2"));
    }

    [Test]
    public void Nothing_is_no_state() => Assert.That(Read(_ => Task.CompletedTask), Is.Null);

    [Test]
    public void Torn_and_missing_files_are_null_and_the_rest_is_used()
    {
        var state = Read(async bench =>
        {
            var run = await Write(bench, "c1");
            await bench.Machine.Disk.Write(run.ForkedPid, "4x"u8.ToArray());
            await bench.Machine.Disk.Write("/work/meta/slaves/S1/frameworks/F1/executors/task-c1/executor.info", new byte[] { 9, 0, 0 });
            await bench.Machine.Disk.Delete(run.LatestMeta);
        })!;
        var executor = state.Executors.Single();
        Assert.That((executor.Info, executor.Latest, executor.Runs.Single().ForkedPid), Is.EqualTo(((ExecutorInfo?)null, (string?)null, (int?)null)));
    }

    private static async Task<RunPaths> Write(Bench bench, string id)
    {
        await bench.Checkpoint(Bench.LaunchOf(id));
        return bench.Checkpoints.Paths.Run("S1", "F1", "task-" + id, id);
    }

    private static SlaveState? Read(Func<Bench, Task> write)
    {
        var bench = new Bench();
        SlaveState? state = null;
        bench.RunAgent(async _ =>
        {
            await write(bench);
            state = await bench.Checkpoints.Read();
        });
        return state;
    }
}
