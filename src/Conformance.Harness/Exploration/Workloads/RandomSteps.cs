using Conformance.Faults;
using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Exploration;

/// <summary>
/// The steps of a random workload: the lives of its tasks, dealt into one another as cards are, with pauses and crashes of the
/// agent between them, and what other hands do. No step names a container before its launch; a step that waits, waits for what must come.
/// In calm weather other hands only freeze a container and thaw it again, which changes nothing of its end; in a storm they freeze,
/// kill and remove, and the daemon ends and comes back. Whoever may stay frozen, since nobody came to thaw it, is destroyed.
/// </summary>
/// <param name="choices">Decides.</param>
/// <param name="isStormy">Whether more may go wrong than that the agent dies and comes back with all its checkpoints.</param>
/// <param name="mayWait">Whether steps may wait for containers: not where a fault may last until the end.</param>
internal sealed class RandomSteps(Choices choices, bool isStormy, bool mayWait)
{
    private const int PauseChance = 35;
    private const int CrashChance = 6;
    private const int DaemonChance = 4;
    private const int HandChance = 15;

    /// <summary>An agent gives up its recovery when it cannot ask for two minutes, or for ten calls; two absences may follow each other.</summary>
    private const int LongestAbsenceSeconds = 20;

    private static readonly string[] Signals = ["TERM", "KILL", "INT", "HUP", "USR1", "9", "15"];

    /// <summary>Tasks that were destroyed, by name; also those whose destroy comes too late.</summary>
    private readonly HashSet<string> destroyed = new(StringComparer.Ordinal);

    /// <summary>Tasks whose launch was surely answered before the agent died for the first time.</summary>
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);

    private bool hasCrashed;

    /// <summary>Whether it will be known how a task ended: an agent may die between the removal of a container and its own note of it.</summary>
    public bool IsEndKnown(string name) => !destroyed.Contains(name) && !hasCrashed;

    /// <summary>Whether a task gets to write all that it has to write, and somebody to keep it.</summary>
    public bool IsOutputKept(string name) => !destroyed.Contains(name) && (answered.Contains(name) || !hasCrashed);

    /// <summary>All steps.</summary>
    public List<Step> Make(IReadOnlyList<RandomTask> tasks)
    {
        var lives = tasks.Select(task => new Queue<Step>(Life(task))).ToList();
        var steps = new List<Step>();
        while (lives.Count > 0)
        {
            // Mostly in the order of the launches, so that not all tasks run from the beginning.
            var life = choices.Chance(60) ? lives[0] : choices.Pick(lives);
            var step = life.Dequeue();
            steps.Add(step);
            if (life.Count == 0)
                lives.Remove(life);
            if (step is LaunchedStep launched && !hasCrashed)
                answered.Add(launched.Container);
            if (choices.Chance(PauseChance))
                steps.Add(new AfterStep { Time = choices.Seconds(0.01, 90) });
            if (choices.Chance(CrashChance))
                Crash(steps);
            if (isStormy && choices.Chance(DaemonChance))
                EndDaemon(steps);
        }

        return steps;
    }

    private void Crash(List<Step> steps)
    {
        hasCrashed = true;
        steps.Add(new CrashStep { State = isStormy ? choices.Pick(Enum.GetValues<StateLoss>()) : StateLoss.Kept, WithChildren = choices.Chance(50) });
        if (choices.Chance(70))
            steps.Add(new RestartStep { Downtime = choices.Seconds(0.5, 60) });
    }

    /// <summary>It comes back by itself: a step that waits for its return could wait for ever otherwise.</summary>
    private void EndDaemon(List<Step> steps)
    {
        steps.Add(new DaemonStep { Do = choices.Chance(50) ? DaemonDeed.Stop : DaemonDeed.Crash, For = choices.Seconds(0.5, LongestAbsenceSeconds) });
        if (choices.Chance(30))
            steps.Add(new DaemonStep { Do = DaemonDeed.Start });
    }

    private List<Step> Life(RandomTask task)
    {
        var name = task.Launch.Container;
        var life = new List<Step> { task.Launch };
        if (mayWait && choices.Chance(50))
            life.Add(new LaunchedStep { Container = name });
        life.AddRange(choices.Many(0, 3, () => Question(name)));
        if (choices.Chance(HandChance))
            life.AddRange(isStormy ? OtherHand(name) : Frozen(name));
        var mayStayFrozen = isStormy && life.Exists(step => step is PauseStep);
        if (!task.IsEnding || mayStayFrozen || choices.Chance(20))
        {
            destroyed.Add(name);
            life.AddRange(choices.Many(1, choices.Chance(80) ? 1 : 3, () => new DestroyStep { Container = name }));
        }

        if (mayWait && choices.Chance(60))
            life.Add(new WaitStep { Container = name });
        if (choices.Chance(10))
            life.Add(Question(name));
        return life;
    }

    private List<Step> OtherHand(string name)
    {
        var deeds = choices.Between(0, 4) switch
        {
            0 => Frozen(name),
            1 => [new PauseStep { Container = name }],
            2 => [new RemoveStep { Container = name }],
            _ => [new KillStep { Container = name, Signal = choices.Pick(Signals) }],
        };
        // A launch is answered in the next instant, but what is to be hit may take its time.
        return choices.Chance(50) ? deeds : [new AfterStep { Time = choices.Seconds(0.01, 30) }, .. deeds];
    }

    private List<Step> Frozen(string name) =>
    [
        new PauseStep { Container = name },
        new AfterStep { Time = choices.Seconds(0.01, 60) },
        new UnpauseStep { Container = name },
    ];

    private Step Question(string name) => choices.Chance(50)
        ? new UsageStep { Container = name }
        : new UpdateStep
        {
            Container = name,
            Cpus = choices.Chance(70) ? choices.Between(1, 40) / 10.0 : null,
            Mem = new ByteSize(choices.Between(8, 512) * (1L << 20)),
        };
}
