using Conformance.Machine;

namespace Conformance.Tests.Machine;

[Parallelizable(ParallelScope.All)]
public class EventLoopTests
{
    [Test]
    public void Awaits_of_timers_promises_and_children_resume_on_the_loops_thread()
    {
        var threads = new HashSet<int>();
        EventLoop.Run(async () =>
        {
            var machine = new LocalMachine();
            threads.Add(Environment.CurrentManagedThreadId);
            await Task.Delay(TimeSpan.FromMilliseconds(1), machine.Time);
            threads.Add(Environment.CurrentManagedThreadId);
            var promise = machine.Completion<int>();
            ThreadPool.QueueUserWorkItem(_ => promise.TrySet(1));
            await promise.Task;
            threads.Add(Environment.CurrentManagedThreadId);
            await (await machine.Processes.Start(new ProcessSpec(["true"]))).Exit;
            threads.Add(Environment.CurrentManagedThreadId);
        });
        Assert.That(threads, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_failure_of_spawned_work_ends_the_loop_and_names_the_work() =>
        Assert.That(
            () => EventLoop.Run(async () =>
            {
                var machine = new LocalMachine();
                machine.Spawn("reconcile", async () =>
                {
                    await Task.Yield();
                    throw new InvalidOperationException("lost");
                });
                await Task.Delay(Timeout.InfiniteTimeSpan);
            }),
            Throws.InvalidOperationException.With.Message.EqualTo("reconcile: lost"));

    [Test]
    public void A_result_comes_back() => Assert.That(EventLoop.Run(async () =>
    {
        await Task.Yield();
        return 42;
    }), Is.EqualTo(42));

    [Test]
    public void Settling_does_not_run_the_waiter_inside_the_call()
    {
        var order = new List<string>();
        EventLoop.Run(async () =>
        {
            var machine = new LocalMachine();
            var promise = machine.Completion<int>();
            var waiter = Wait();
            promise.TrySet(1);
            order.Add("settled");
            await waiter;

            async Task Wait()
            {
                await promise.Task;
                order.Add("resumed");
            }
        });
        Assert.That(order, Is.EqualTo(new[] { "settled", "resumed" }));
    }

    [Test]
    public async Task A_point_completes_at_once_unless_someone_listens()
    {
        Assert.That(new LocalMachine().Point("checkpoint.write", "c", Phase.After).IsCompletedSuccessfully, Is.True);
        var seen = "";
        var machine = new LocalMachine
        {
            OnPoint = (name, about, phase) =>
            {
                seen = $"{name} {about} {phase}";
                return Task.CompletedTask;
            },
        };
        await machine.Point("checkpoint.write", "c", Phase.After);
        Assert.That(seen, Is.EqualTo("checkpoint.write c After"));
    }
}
