using Conformance.Faults;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Exploration;

/// <summary>
/// Faults at any edge with any action that makes sense there. They come to an end: by their count, or by the healing at the end
/// of the run. Where a step waits for what a fault may hold up, none lasts for ever; and at points of agent and machine nothing is
/// answered or delayed, since nobody can go on without its disk: there somebody dies.
///
/// Some make the daemon lie. What may be seen through must be: that something is done (<see cref="PretendAction"/>), is not there
/// (<see cref="OmitAction"/>), is as it was (<see cref="StaleAction"/>), has ended with a code that none can end with. A code that a
/// process could have is believed, and exit-fidelity allows that; a success that was none is never told, as nothing could tell it from a true one.
/// </summary>
internal sealed class RandomFaults(Choices choices, RandomTexts texts, IReadOnlyList<string> containers, IReadOnlyList<ImageSettings> images)
{
    private const int Usual = 90;
    private const int MostVital = 2;
    private const int LongestAbsenceSeconds = 20;

    /// <summary>What containerizers ask most; a fault elsewhere seldom acts.</summary>
    private static readonly string[] Asked =
    [
        "container.create", "container.inspect", "container.kill", "container.list", "container.logs", "container.remove", "container.start",
        "container.stop", "container.wait", "image.inspect", "image.pull", "checkpoint.write", "exit.notice", "intent.write", "launch.reply", "removal.finish",
    ];

    /// <summary>
    /// An agent that cannot list what there is gives up its recovery, again and again. Without a look at the container nothing
    /// is ever proven, and no end is told that is not; nor is output fetched for ever.
    /// </summary>
    private static readonly string[] Vital = ["container.list", "container.inspect", "container.remove", "container.logs", "system.ping"];

    private static readonly string[] All = [.. EngineOperations.Usual, .. FaultPoints.All.Select(point => point.Name)];

    private static readonly int[] ToldCodes = [-1, 1, 42, 125, 137, 143, 256, 1000];

    /// <summary>A fault that the rules of the language allow.</summary>
    /// <param name="mayLast">Whether it may go on until the run is over.</param>
    public FaultRule Make(bool mayLast)
    {
        var action = Action();
        var trigger = Edge((on, when) => MakesSense(action, on, when)) with
        {
            Times = mayLast && choices.Chance(10) ? 0 : choices.Chance(70) ? 1 : choices.Between(2, 5),
        };
        return new FaultRule(trigger with { Times = TimesAtMost(action, trigger) }, action);
    }

    /// <summary>
    /// Whether there are not so many faults at vital operations that a containerizer may give up; together, since one look through a docker
    /// program is several of them.
    /// </summary>
    public static bool CanBeBorne(IReadOnlyList<FaultRule> faults) =>
        faults.Where(fault => Vital.Contains(fault.Trigger.On, StringComparer.Ordinal)).Sum(fault => fault.Trigger.Times) <= MostVital;

    /// <summary>Whether the language takes it, and somebody could see through it.</summary>
    private static bool MakesSense(FaultAction action, string on, Phase when)
    {
        // Output that ends early as if it were all cannot be told from output that was all.
        if (action.Refuses(on, when) is not null || (action is TruncateAction && on == "container.logs"))
            return false;
        if (FaultPoints.Find(on) is not { } point)
            return true;
        if (point.IsInsideDaemon && when == Phase.After)
            return false;
        return action switch
        {
            CrashAgentAction or EndDaemonAction or RemoveImageAction => true,
            // An exit that is noticed late (never, if nobody has seen the process alive, nobody could tell), a container that cannot be forgotten.
            DelayAction => on == "exit.notice",
            ErrorAction => point.IsInsideDaemon,
            _ => false,
        };
    }

    private static int TimesAtMost(FaultAction action, Trigger trigger)
    {
        // What is said again and again is believed: that there is no such container. And no service manager has patience without end.
        if (action is CrashAgentAction or EndDaemonAction or ErrorAction { Status: 404 })
            return 1;
        return Vital.Contains(trigger.On, StringComparer.Ordinal) && trigger.Times is 0 or > MostVital ? MostVital : trigger.Times;
    }

    private Trigger Edge(Func<string, Phase, bool> makesSense)
    {
        var edges = Edges(choices.Chance(Usual) ? Asked : All, makesSense);
        var (on, when) = choices.Pick(edges.Count > 0 ? edges : Edges(All, makesSense));
        return new Trigger
        {
            On = on,
            Container = (EngineOperations.IsAboutContainer(on) || FaultPoints.Find(on) is not null) && choices.Chance(50) ? choices.Pick(containers) : null,
            Image = EngineOperations.IsAboutImage(on) && on != "container.create" && choices.Chance(50) ? choices.Pick(images).Name : null,
            Nth = choices.Chance(60) ? 1 : choices.Between(2, 4),
            When = when,
        };
    }

    private static List<(string On, Phase When)> Edges(string[] operations, Func<string, Phase, bool> makesSense) =>
    [
        .. operations.SelectMany(on => Enum.GetValues<Phase>().Where(when => makesSense(on, when)).Select(when => (on, when))),
    ];

    private FaultAction Action() => choices.Between(0, 15) switch
    {
        0 or 1 => new ErrorAction { Status = choices.Pick([400, 404, 409, 500, 503]), Message = texts.Sentence() },
        2 => new DelayAction { For = choices.Seconds(0.1, 60) },
        3 => new HangAction(),
        4 or 5 => Drop(),
        6 => new HoldAction { Until = Edge((_, _) => true) },
        7 => new StallAction { AfterItems = choices.Between(0, 4), For = choices.Chance(60) ? choices.Seconds(0.5, 400) : null },
        8 => choices.Chance(50) ? new PullErrorAction { Message = texts.Sentence(), AfterItems = choices.Between(0, 4) } : new TruncateAction { AfterItems = choices.Between(0, 4) },
        9 => new PretendAction(),
        10 => new StaleAction(),
        11 => choices.Chance(50) ? new OmitAction { Container = choices.Pick(containers) } : new RemoveImageAction { Image = choices.Pick(images).Name },
        12 => new RewriteExitAction { Code = choices.Pick(ToldCodes) },
        13 => new EndDaemonAction { How = choices.Pick(Enum.GetValues<DaemonEnd>()), For = choices.Seconds(0.5, LongestAbsenceSeconds) },
        _ => new CrashAgentAction { State = choices.Pick(Enum.GetValues<StateLoss>()), WithChildren = choices.Chance(50) },
    };

    private DropAction Drop()
    {
        var place = choices.Pick(Enum.GetValues<CutPlace>());
        return new DropAction { At = place, AfterItems = place == CutPlace.Body && choices.Chance(50) ? choices.Between(1, 3) : 0, Reset = choices.Chance(50) };
    }
}
