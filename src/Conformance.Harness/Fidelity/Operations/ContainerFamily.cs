using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Harness.Fidelity;

/// <summary>A container's life: create, start, stop, restart, kill, pause, rename, update, remove, and what is seen of it.</summary>
internal sealed partial class ContainerFamily : ISequenceFamily
{
    private const int MostContainers = 3;

    /// <inheritdoc/>
    public IEnumerable<(int Weight, Gen<SequenceStep> Step)> Steps(SequenceModel model)
    {
        if (model.Containers.Count < MostContainers)
            yield return (model.Containers.IsEmpty ? 12 : 3, Creation(model));
        yield return (1, Gen.Elements<string>(ContainerBodies.Refused).Select(body => SequenceStep.Look(ApiCall.Post("/containers/create?name=refused", body))));
        yield return (1, Gen.Elements(Strangers).Select(call => SequenceStep.Look(call)));
        yield return (2, Gen.Elements(Lists).Select(path => SequenceStep.Look(ApiCall.Get(path))));
        foreach (var container in model.Containers)
        {
            // What never ran has little to tell.
            yield return (container.State == ModelState.Created ? 14 : 4, Start(container, model));
            yield return (container.IsAlive ? 4 : 1, Ending(container));
            yield return (container.IsAlive ? 2 : 1, Freezing(container));
            yield return (2, Gen.Elements(Refusals(container)).Select(call => SequenceStep.Look(call)));
            yield return (2, Changes(container, model));
            yield return (2, Look(container, model));
            yield return (1, Removal(container));
            foreach (var other in model.Containers.Where(other => other.Name != container.Name))
                yield return (1, Crossing(container, other, model));
        }
    }

    /// <summary>All others need what it makes.</summary>
    public int Share(SequenceModel model) => model.Containers.IsEmpty ? 24 : 8;

    /// <inheritdoc/>
    public IEnumerable<CallSequence> Fixed => ContainerSequences.All;

    /// <inheritdoc/>
    public IEnumerable<CoverageRow> Rows => ContainerRows.All;

    // What copies its input does so once: a second run would have none. Of several networks that are gone, and of one beside others, any may be missed first.
    private static Gen<SequenceStep> Start(ModelContainer container, SequenceModel model) =>
        container is { Program: ModelProgram.Copies, State: not ModelState.Created } || (model.Missing(container) > 0 && container.Networks.Count > 1)
        ? Gen.Constant(SequenceStep.Look(ApiCall.Get($"/containers/{container.Name}/json")))
        : Gen.Elements([$"/containers/{container.Name}/start", $"/containers/@{container.Key}@/start", .. container is { Program: ModelProgram.Sleeps, IsAlive: false } ? [$"/containers/{container.Name}/restart"] : Array.Empty<string>()])
            .Select(path => Start(container, model, path));

    /// <summary>Starts it, and waits until it is ready or has ended.</summary>
    internal static SequenceStep Start(ModelContainer container, SequenceModel model, string path)
    {
        var start = SequenceAction.Of(ApiCall.Post(path));
        if (container.IsAlive)
            return new SequenceStep([start], InState(container, container.State), current => current);
        var fails = container.Program == ModelProgram.Fails || model.Missing(container) > 0;
        SequenceAction[] actions = container.Program switch
        {
            _ when fails => [start],
            ModelProgram.Obeys => [new Begin(Ready(container), Attach(container, "stream=1&stdout=1")), start, new Until(Ready(container), ContainerBodies.ReadyWord)],
            ModelProgram.Ends when container.IsAutoRemoved =>
                [new Begin(Ready(container), ApiCall.Post($"/containers/{container.Name}/wait?condition=removed")), start, new Join(Ready(container))],
            ModelProgram.Ends => [start, SequenceAction.Of(ApiCall.Post($"/containers/{container.Name}/wait")), .. Joins(container.EndedByExit)],
            ModelProgram.Copies => [new Begin(Ready(container), Attach(container, "stream=1&stdin=1&stdout=1&stderr=1") with { Input = "typed\n" }), start, new Join(Ready(container)), SequenceAction.Of(ApiCall.Post($"/containers/{container.Name}/wait")), .. Joins(container.EndedByExit)],
            _ => [start],
        };
        return new SequenceStep(
            actions,
            current => InState(container, container.State)(current) && current.Missing(current.Find(container.Name)!) == model.Missing(container),
            current => After(current));

        SequenceModel After(SequenceModel current) => container.Program switch
        {
            _ when fails => current.With(container.Name, it => it with { State = ModelState.Failed }),
            ModelProgram.Ends or ModelProgram.Copies => current.Ended(container.Name),
            _ => current.With(container.Name, it => it with { State = ModelState.Running, Starts = it.Starts + 1 }),
        };
    }

    private static Gen<SequenceStep> Ending(ModelContainer container)
    {
        if (!container.IsAlive)
            return Gen.Elements("stop", "stop?t=0", "kill", "kill?signal=TERM", "stop?t=3").Select(word => Unchanged(container, word));
        if (container.State == ModelState.Paused)
            return Gen.Elements("kill", "kill?signal=9").Select(word => End(container, word));
        return container.Program == ModelProgram.Obeys
            ? Gen.Elements("stop", "stop?t=30", "kill", "kill?signal=SIGKILL").Select(word => End(container, word))
            : Gen.OneOf(
                Gen.Elements("stop?t=0", "kill", "kill?signal=KILL", "kill?signal=9", "kill?signal=sigkill").Select(word => End(container, word)),
                Gen.Constant(Restart(container)),
                Gen.Elements("kill?signal=TERM", "kill?signal=1", "kill?signal=SIGUSR1").Select(word => Unchanged(container, word)));
    }

    /// <summary>Ends it with one call, and waits for all that its end ends; where the daemon removes it then, for that too.</summary>
    internal static SequenceStep End(ModelContainer container, string word)
    {
        var call = SequenceAction.Of(ApiCall.Post($"/containers/{container.Name}/{word}"));
        var gone = Ready(container) + " gone";
        SequenceAction[] actions = container.IsAutoRemoved
            ? [new Begin(gone, ApiCall.Post($"/containers/{container.Name}/wait?condition=removed")), call, new Join(gone), .. Joins(container.EndedByExit), .. Joins(container.EndedByRemoval)]
            : [call, .. Joins(container.EndedByExit)];
        return new SequenceStep(actions, InState(container, container.State), model => model.Ended(container.Name));
    }

    // One that sleeps is running again when the call is answered.
    private static SequenceStep Restart(ModelContainer container) => new(
        [SequenceAction.Of(ApiCall.Post($"/containers/{container.Name}/restart?t=0")), .. Joins(container.EndedByExit)],
        InState(container, container.State),
        model => model.WithoutRun(container.Name).With(container.Name, it => it with { Starts = it.Starts + 1 }));

    private static SequenceStep Unchanged(ModelContainer container, string word) => new(
        [SequenceAction.Of(ApiCall.Post($"/containers/{container.Name}/{word}"))], InState(container, container.State), model => model);

    private static Gen<SequenceStep> Freezing(ModelContainer container) => Gen.Elements("pause", "unpause").Select(word => new SequenceStep(
        [SequenceAction.Of(ApiCall.Post($"/containers/{container.Name}/{word}"))],
        InState(container, container.State),
        model => model.With(container.Name, it => it with
        {
            State = (word, it.State) switch
            {
                ("pause", ModelState.Running) => ModelState.Paused,
                ("unpause", ModelState.Paused) => ModelState.Running,
                _ => it.State,
            },
        })));

    // Any name but one that is taken, so that the model knows which it has.
    private static Gen<SequenceStep> Changes(ModelContainer container, SequenceModel model) => Gen.OneOf(
        Gen.Constant(new SequenceStep(
            [SequenceAction.Of(ApiCall.Post($"/containers/{container.Name}/rename?name=r{model.Names}"))],
            // One that has just ended is perhaps still being taken apart: a daemon may miss its sandbox.
            current => current.Find(container.Name) is { State: not ModelState.Exited } && current.Find($"r{model.Names}") is null,
            current => current.With(container.Name, it => it with { Name = $"r{model.Names}" }) with { Names = current.Names + 1 })),
        Gen.Elements(Updates).Select(body => new SequenceStep(
            [SequenceAction.Of(ApiCall.Post($"/containers/{container.Name}/update", body))],
            current => current.Find(container.Name) is not null,
            current => current)));

    // One that the daemon removes at its end would be removed by two at a time.
    private static Gen<SequenceStep> Removal(ModelContainer container) => Gen.Elements("", "?v=1", "?force=1", "?force=true&v=1", "?force=0").Select(query =>
    {
        var isRefused = container.IsAlive && !IsForced(query);
        return new SequenceStep(
            [SequenceAction.Of(ApiCall.Delete($"/containers/{container.Name}{query}")), .. isRefused ? [] : Joins(container.EndedByExit).Concat(Joins(container.EndedByRemoval))],
            model => InState(container, container.State)(model) && (isRefused || !container.IsAlive || !container.IsAutoRemoved),
            model => isRefused ? model : model.Without(container.Name));
    });

    // Two containers' starts, ends and looks do not touch each other.
    private static Gen<SequenceStep> Crossing(ModelContainer one, ModelContainer other, SequenceModel model) =>
        Gen.Constant(Together(Plain(one, model), Plain(other, model)));

    /// <summary>One call that may be sent while others are: its start or end, where nothing else has to be waited for; else a look.</summary>
    internal static SequenceStep Plain(ModelContainer container, SequenceModel model) =>
        container.State == ModelState.Running && container.EndedByExit.IsEmpty && container.EndedByRemoval.IsEmpty && !container.IsAutoRemoved ? End(container, "kill")
        : !container.IsAlive && container.Program == ModelProgram.Sleeps && container.Networks.IsEmpty ? Start(container, model, $"/containers/{container.Name}/start")
        : SequenceStep.Look(ApiCall.Get($"/containers/{container.Name}/json"));

    /// <summary>The calls of steps at the same time.</summary>
    internal static SequenceStep Together(params IReadOnlyList<SequenceStep> steps) => new(
        [new Cross([.. steps.SelectMany(step => step.Calls)])], model => steps.All(step => step.Needs(model)), model => steps.Aggregate(model, (current, step) => step.Then(current)));

    internal static ApiCall Attach(ModelContainer container, string query) => ApiCall.Post($"/containers/{container.Name}/attach?{query}") with { IsHijacking = true };

    internal static string Ready(ModelContainer container) => FormattableString.Invariant($"ready {container.Key} {container.Starts}");

    internal static Func<SequenceModel, bool> InState(ModelContainer container, ModelState state) =>
        model => model.Find(container.Name) is { } found && found.State == state && found.Program == container.Program && found.IsAutoRemoved == container.IsAutoRemoved;

    private static IEnumerable<SequenceAction> Joins(IEnumerable<string> names) => names.Select(name => new Join(name));

    private static bool IsForced(string query) => query.Contains("force=1", StringComparison.Ordinal) || query.Contains("force=true", StringComparison.Ordinal);
}
