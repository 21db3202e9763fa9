using Conformance.Containerizer;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Tests.Containerizer;

/// <summary>Several containerizers as one, with the rules of Mesos 0.20 and of 0.21.</summary>
public class ComposingTests
{
    [TestCase(true)]
    [TestCase(false)]
    public void A_launch_goes_to_the_first_that_takes_it_and_so_does_everything_else(bool forwards)
    {
        var (first, second) = (new Child(takes: false), new Child(takes: true));
        Run(forwards, first, second, async (_, subject) =>
        {
            Assert.That(await subject.Launch(Bench.LaunchOf("c1")), Is.True);
            await subject.Update("c1", []);
            await subject.Wait("c1");
            await subject.Destroy("c1");
        });
        Assert.That((string.Join(' ', first.Calls), string.Join(' ', second.Calls)), Is.EqualTo(("launch", "launch update wait destroy")));
    }

    [TestCase(true, "Container 'c1' not found")]
    [TestCase(false, "No container found")]
    public void What_nobody_knows_fails_in_the_words_of_its_release_and_its_destroy_is_nothing(bool forwards, string words)
    {
        var child = new Child(takes: true);
        Run(forwards, child, new Child(takes: true), async (_, subject) =>
        {
            Assert.That(await FaithfulBench.FailureOf(subject.Wait("c1")), Is.EqualTo(words));
            await subject.Destroy("c1");
        });
        Assert.That(child.Calls, Is.Empty);
    }

    [TestCase(true, "launch destroy")]
    [TestCase(false, "launch")]
    public void A_destroy_during_a_launch_is_passed_on_or_dropped(bool forwards, string calls)
    {
        var child = new Child(takes: true);
        Run(forwards, child, new Child(takes: true), async (bench, subject) =>
        {
            child.Gate = bench.Machine.Completion<bool>();
            var launching = subject.Launch(Bench.LaunchOf("c1"));
            await subject.Destroy("c1");
            child.Gate.TrySet(true);
            Assert.That(await launching, Is.True);
        });
        Assert.That(string.Join(' ', child.Calls), Is.EqualTo(calls));
    }

    [Test]
    public void A_launch_that_was_destroyed_is_not_offered_to_the_next()
    {
        var (first, second) = (new Child(takes: false), new Child(takes: true));
        Run(forwards: true, first, second, async (bench, subject) =>
        {
            first.Gate = bench.Machine.Completion<bool>();
            var launching = subject.Launch(Bench.LaunchOf("c1"));
            await subject.Destroy("c1");
            first.Gate.TrySet(true);
            Assert.That(await FaithfulBench.FailureOf(launching), Is.EqualTo("Container was destroyed while launching"));
        });
        Assert.That(second.Calls, Is.Empty);
    }

    [Test]
    public void After_recovery_a_container_that_two_know_is_the_first_ones()
    {
        var (first, second) = (new Child(takes: true) { Known = ["a"] }, new Child(takes: true) { Known = ["a", "b"] });
        Run(forwards: true, first, second, async (_, subject) =>
        {
            await subject.Recover(null);
            await subject.Wait("a");
            await subject.Wait("b");
            Assert.That(await subject.Containers(), Is.EqualTo(new[] { "a", "b" }));
        });
        Assert.That((string.Join(' ', first.Calls), string.Join(' ', second.Calls)), Is.EqualTo(("recover wait", "recover wait")));
    }

    private static void Run(bool forwards, Child first, Child second, Func<Bench, IContainerizer, Task> body)
    {
        var bench = new Bench();
        var agent = bench.World.Start("agent", async _ =>
        {
            await body(bench, new ComposingContainerizer([first, second], forwards, bench.Machine));
            return 0;
        });
        bench.World.Run(() => !agent.IsAlive, bench.World.Now + TimeSpan.FromHours(1));
        Assert.That(agent.Failure, Is.Null);
        Assert.That(agent.IsAlive, Is.False);
    }

    /// <summary>Notes what it is asked.</summary>
    private sealed class Child(bool takes) : IContainerizer
    {
        public List<string> Calls { get; } = [];

        public IReadOnlyList<string> Known { get; init; } = [];

        public Conformance.Machine.Completion<bool>? Gate { get; set; }

        public Task Recover(SlaveState? state) => Note("recover");

        public async Task<bool> Launch(Launch launch)
        {
            Calls.Add("launch");
            if (Gate is { } gate)
                await gate.Task;
            return takes;
        }

        public Task Update(string containerId, IReadOnlyList<Resource> resources) => Note("update");

        public async Task<ResourceStatistics> Usage(string containerId)
        {
            await Note("usage");
            return new ResourceStatistics();
        }

        public async Task<Termination> Wait(string containerId)
        {
            await Note("wait");
            return new Termination();
        }

        public Task Destroy(string containerId) => Note("destroy");

        public Task<IReadOnlyList<string>> Containers() => Task.FromResult(Known);

        private Task Note(string call)
        {
            Calls.Add(call);
            return Task.CompletedTask;
        }
    }
}
