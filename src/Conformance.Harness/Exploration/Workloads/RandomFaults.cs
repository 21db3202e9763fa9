using Conformance.Faults;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Exploration;

/// <summary>
/// Faults at any edge with any action that makes sense there. They come to an end: by their count, or by the healing at the end
/// of the run. Where a step waits for what a fault may hold up, none lasts for ever; and at points of
/// the machine the agent only dies, since nobody can go on without its disk.
/// </summary>
internal sealed class RandomFaults(Choices choices, RandomTexts texts, IReadOnlyList<string> containers, IReadOnlyList<ImageSettings> images)
{
    private const int Usual = 90;
    private const int Tries = 20;

    /// <summary>What containerizers ask most; a fault elsewhere seldom acts.</summary>
    private static readonly string[] Asked =
    [
        "container.create", "container.inspect", "container.kill", "container.list", "container.logs", "container.remove", "container.start",
        "container.stop", "container.wait", "image.inspect", "image.pull", "checkpoint.write", "intent.write", "launch.reply",
    ];

    private static readonly string[] All = [.. EngineOperations.All, .. FaultPoints.All.Select(point => point.Name)];

    /// <summary>A fault that the rules of the language allow.</summary>
    /// <param name="mayLast">Whether it may go on until the run is over.</param>
    public FaultRule Make(bool mayLast)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var trigger = Edge() with { Times = mayLast && choices.Chance(10) ? 0 : choices.Chance(70) ? 1 : choices.Between(2, 5) };
            // An agent that cannot list what there is gives up its recovery, again and again, and no service manager has the patience.
            if (trigger is { On: "container.list", Times: 0 or > 2 })
                trigger = trigger with { Times = 2 };
            // Without a look at the container nothing is ever proven, and no end is told that is not; nor is output fetched for ever.
            if (trigger is { On: "container.inspect" or "container.remove" or "container.logs", Times: 0 or > 2 })
                trigger = trigger with { Times = 2 };
            var action = Action();
            // What is said again and again is believed: that there is no such container.
            if (action is CrashAgentAction or ErrorAction { Status: 404 })
                trigger = trigger with { Times = 1 };
            // Output that ends early as if it were all cannot be told from output that was all.
            if (action is TruncateAction && trigger.On == "container.logs")
                continue;
            if (action.Refuses(trigger.On, trigger.When) is null && (FaultPoints.Find(trigger.On) is null || action is CrashAgentAction))
                return new FaultRule(trigger, action);
        }

        return new FaultRule(new Trigger { On = "container.start" }, new ErrorAction { Message = texts.Sentence() });
    }

    private Trigger Edge()
    {
        var on = choices.Pick(choices.Chance(Usual) ? Asked : All);
        return new Trigger
        {
            On = on,
            Container = (EngineOperations.IsAboutContainer(on) || FaultPoints.Find(on) is not null) && choices.Chance(50) ? choices.Pick(containers) : null,
            Image = EngineOperations.IsAboutImage(on) && on != "container.create" && choices.Chance(50) ? choices.Pick(images).Name : null,
            Nth = choices.Chance(60) ? 1 : choices.Between(2, 4),
            When = choices.Chance(50) ? Phase.Before : Phase.After,
        };
    }

    private FaultAction Action() => choices.Between(0, 10) switch
    {
        0 or 1 => new ErrorAction { Status = choices.Pick([400, 404, 409, 500, 503]), Message = texts.Sentence() },
        2 => new DelayAction { For = choices.Seconds(0.1, 60) },
        3 => new HangAction(),
        4 or 5 => Drop(),
        6 => new HoldAction { Until = Edge() },
        7 => new StallAction { AfterItems = choices.Between(0, 4), For = choices.Chance(60) ? choices.Seconds(0.5, 400) : null },
        8 => choices.Chance(50) ? new PullErrorAction { Message = texts.Sentence(), AfterItems = choices.Between(0, 4) } : new TruncateAction { AfterItems = choices.Between(0, 4) },
        _ => new CrashAgentAction { State = choices.Pick(Enum.GetValues<StateLoss>()), WithChildren = choices.Chance(50) },
    };

    private DropAction Drop()
    {
        var place = choices.Pick(Enum.GetValues<CutPlace>());
        return new DropAction { At = place, AfterItems = place == CutPlace.Body && choices.Chance(50) ? choices.Between(1, 3) : 0, Reset = choices.Chance(50) };
    }
}
