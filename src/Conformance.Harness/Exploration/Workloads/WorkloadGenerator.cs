using Conformance.Faults;
using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Exploration;

/// <summary>
/// Makes random workloads: scenarios that nobody thought of. A workload is a pure function of its seed and size, and valid by
/// construction: the strict reader takes every one of them once it is written to a file.
///
/// Half of them are calm. Nothing goes wrong but that the agent dies and comes back with all its checkpoints, and so it is known
/// how each task must end and what it must have written; the workload asks for that. The other half are stormy: faults at any edge,
/// a daemon that ends, lies and loses its containers, other hands, checkpoints torn or lost, registries that refuse. What must hold
/// there is what the checks hold against any run: nothing is left, every launch ends once, and nobody lies about it.
///
/// A fault of a random workload need not act, and a hand may find nothing to act on: nobody wrote them to show something
/// (<see cref="Runs.RunRequest.MayMiss"/>).
/// </summary>
public static class WorkloadGenerator
{
    private const int MostTasks = 8;
    private const int MostFaults = 5;

    /// <summary>The workload of a seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="size">How large it may be, 0 to 100: how many tasks and faults.</param>
    public static Scenario Generate(ulong seed, int size = 100)
    {
        var choices = new Choices(seed);
        var texts = new RandomTexts(choices);
        var isStormy = choices.Chance(50);
        var mayWait = choices.Chance(80);
        var images = new RandomImages(choices, texts).Make(isStormy);
        var tasks = Tasks(choices, texts, images, 1 + (MostTasks - 1) * size / 100);
        var stepMaker = new RandomSteps(choices, isStormy, mayWait);
        var scenario = new Scenario
        {
            Title = FormattableString.Invariant($"random workload {seed}: nothing is left of it and every launch ends once"),
            File = FormattableString.Invariant($"workload-{seed}.yaml"),
            Requirements = ["WAIT-1", "DESTROY-1"],
            Source = FormattableString.Invariant($"random workload {seed}"),
            Agent = Agent(choices, isStormy),
            Daemon = isStormy ? Daemon(choices) : new DaemonSettings(),
            Images = images,
            Foreign = Foreign(choices, texts, images),
            Steps = stepMaker.Make(tasks),
        };
        scenario = scenario with { Images = [.. images.Where(image => IsUsed(image, scenario))] };
        if (!isStormy)
            return scenario with { Expect = Expectations(tasks, stepMaker) };
        var faults = new RandomFaults(choices, texts, [.. tasks.Select(task => task.Launch.Container)], scenario.Images);
        scenario = WithFaults(scenario, choices, faults, mayLast: !mayWait, 1 + (MostFaults - 1) * size / 100);
        return OnItsBackends(WithFindableProcesses(scenario));
    }

    private static List<RandomTask> Tasks(Choices choices, RandomTexts texts, IReadOnlyList<ImageSettings> images, int most)
    {
        var maker = new RandomTasks(choices, texts, images);
        var names = new HashSet<string>(StringComparer.Ordinal);
        return choices.Many(1, most, () =>
        {
            var name = texts.Task();
            for (var number = 2; !names.Add(name); number++)
                name = FormattableString.Invariant($"{name}-{number}");
            return maker.Make(name);
        });
    }

    /// <summary>In calm weather there is time enough for every launch, whatever it waits for.</summary>
    private static AgentSettings Agent(Choices choices, bool isStormy) => new()
    {
        RegistrationTimeout = isStormy ? choices.Seconds(2, 600) : TimeSpan.FromHours(1),
        StopGrace = choices.Seconds(0.5, 20),
        CallLimit = isStormy ? choices.Seconds(10, 30) : TimeSpan.FromSeconds(30),
        RunLimit = isStormy ? choices.Seconds(20, 300) : TimeSpan.FromMinutes(2),
        PullInactivityLimit = isStormy ? choices.Seconds(5, 400) : TimeSpan.FromMinutes(5),
        Checkpoint = !isStormy || choices.Chance(90),
    };

    private static DaemonSettings Daemon(Choices choices) => new()
    {
        LiveRestore = choices.Chance(60),
        LosesProcesses = choices.Chance(10),
        Absent = choices.Chance(5) ? choices.Seconds(0.5, 20) : null,
    };

    private static List<ForeignContainer> Foreign(Choices choices, RandomTexts texts, IReadOnlyList<ImageSettings> images)
    {
        if (images[0].Pull is not null || !choices.Chance(30))
            return [];
        return [.. choices.Many(1, 2, One).DistinctBy(foreign => foreign.Name)];

        ForeignContainer One()
        {
            var state = choices.Pick(["created", "running", "exited"]);
            return new ForeignContainer
            {
                Name = choices.Pick(["mesos-", ""]) + texts.Word() + choices.Between(1, 99),
                Image = RandomImages.Plain,
                Command = state == "running" ? ["sleep", "100000"] : ["/bin/true"],
                Labels = new Dictionary<string, string> { [texts.Word()] = texts.Any() },
                State = state,
            };
        }
    }

    private static bool IsUsed(ImageSettings image, Scenario scenario) => image.Name == RandomImages.Plain
        || scenario.Steps.OfType<LaunchStep>().Any(launch => launch.Image == image.Name) || scenario.Foreign.Any(foreign => foreign.Image == image.Name);

    private static Scenario WithFaults(Scenario scenario, Choices choices, RandomFaults maker, bool mayLast, int most)
    {
        for (var count = choices.Between(0, most); count > 0; count--)
        {
            var more = scenario with { Faults = [.. scenario.Faults, maker.Make(mayLast)] };
            var problems = new Problems();
            HoldRules.Check(more, new Places(), problems);
            if (problems.Count == 0 && RandomFaults.CanBeBorne(more.Faults))
                scenario = more;
        }

        return scenario;
    }

    /// <summary>A process that its daemon has lost is known to who has seen it alive; a fault may be in the way of that, and a dead agent forgets.</summary>
    private static Scenario WithFindableProcesses(Scenario scenario) =>
        scenario.Steps.Any(step => step is CrashStep) || scenario.Faults.Count > 0
            ? scenario with { Daemon = scenario.Daemon with { LosesProcesses = false } }
            : scenario;

    /// <summary>A real daemon cannot be made to lose a process, and has no points inside.</summary>
    private static Scenario OnItsBackends(Scenario scenario) =>
        scenario.Daemon.LosesProcesses || scenario.Faults.Any(fault => FaultPoints.Find(fault.Trigger.On) is { IsInsideDaemon: true })
            ? scenario with { Backends = ["sim", "fake"], BackendsWhy = "a real daemon cannot be made to do this" }
            : scenario;

    private static Expectations Expectations(List<RandomTask> tasks, RandomSteps steps) => new()
    {
        Terminations = tasks.Where(task => task.End is not null && steps.IsEndKnown(task.Launch.Container))
            .ToDictionary(task => task.Launch.Container, task => task.End!),
        Logs = tasks.Where(task => task.Logs is not null && steps.IsOutputKept(task.Launch.Container))
            .ToDictionary(task => task.Launch.Container, task => task.Logs!),
    };
}
