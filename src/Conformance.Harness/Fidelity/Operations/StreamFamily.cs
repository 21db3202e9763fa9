using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Harness.Fidelity;

/// <summary>Answers that stay open, and what they say: waits with their conditions, logs, attached clients, events.</summary>
internal sealed class StreamFamily : ISequenceFamily
{
    internal static readonly string[] PastEvents =
    [
        "/events?since=5&until=3", "/events?since=zzz", "/events?since=0&until=zzz", "/events?until=1", "/events?since=0&until=1&" + ApiCall.Filters("""{"nonsense":["x"]}"""), "/events?filters=nojson",
    ];

    // All let a container pass that is created last (see the player).
    private static readonly string[] EventFilters =
    [
        "", "?" + ApiCall.Filters("""{"type":["container"]}"""), "?" + ApiCall.Filters("""{"event":["die","create"]}"""), "?" + ApiCall.Filters("""{"type":{"network":true,"container":true}}"""),
        "?" + ApiCall.Filters("""{"image":["box"]}"""), "?" + ApiCall.Filters("""{"label":["a=b"]}"""),
    ];

    /// <inheritdoc/>
    public IEnumerable<(int Weight, Gen<SequenceStep> Step)> Steps(SequenceModel model)
    {
        yield return (1, Gen.Elements(PastEvents).Select(path => SequenceStep.Look(ApiCall.Get(path))));
        yield return (1, Gen.Elements(EventFilters).Select(query => Listen(query, model)));
        foreach (var container in model.Containers)
        {
            // What an obeying one says reaches its log at another time than those who are attached.
            if (!container.IsAlive || container.Program != ModelProgram.Obeys)
                yield return (3, Gen.Elements(Logs).Select(query => Asked(container, query)));
            yield return (2, Wait(container, model));
            if (container.State == ModelState.Running && container.Program == ModelProgram.Sleeps)
                yield return (2, Follow(container, model));
        }
    }

    /// <inheritdoc/>
    public int Share(SequenceModel model) => 2;

    /// <inheritdoc/>
    public IEnumerable<CallSequence> Fixed => StreamSequences.All;

    /// <inheritdoc/>
    public IEnumerable<CoverageRow> Rows => StreamSequences.Rows;

    internal static readonly string[] Logs =
    [
        "stdout=1&stderr=1", "stdout=1", "stderr=1", "stdout=1&tail=2", "stdout=1&tail=0", "stdout=1&tail=-3", "stdout=1&tail=x", "stdout=1&timestamps=1", "stdout=1&details=1",
        "stdout=1&since=1", "stdout=1&until=1", "stdout=1&since=4000000000", "stdout=1&stderr=true&tail=all", "stdout=1&until=zzz",
    ];

    // Ends when the sequence does.
    private static SequenceStep Listen(string query, SequenceModel model) => new(
        [new Begin(FormattableString.Invariant($"open {model.Names}"), ApiCall.Get("/events" + query))],
        _ => true,
        current => current with { Names = current.Names + 1 });

    private static SequenceStep Asked(ModelContainer container, string query) => new(
        [SequenceAction.Of(ApiCall.Get($"/containers/{container.Name}/logs?{query}{(container.IsAlive ? "" : "&follow=1")}"))],
        ContainerFamily.InState(container, container.State),
        model => model);

    // An old wait says nothing before its end, so nobody knows when it has begun: only where it ends at once.
    private static Gen<SequenceStep> Wait(ModelContainer container, SequenceModel model)
    {
        if (!container.IsAlive && container.State != ModelState.Failed)
        {
            var atOnce = Gen.Elements("wait", "wait?condition=", "wait?condition=not-running", "wait?condition=bogus").Select(word => new SequenceStep(
                [SequenceAction.Of(ApiCall.Post($"/containers/{container.Name}/{word}"))], ContainerFamily.InState(container, container.State), current => current));
            return model.IsOld ? atOnce : Gen.OneOf(atOnce, Gen.Elements("next-exit", "removed").Select(condition => Begun(container, $"wait?condition={condition}", condition == "removed", model)));
        }

        return model.IsOld || !container.IsAlive
            ? Gen.Constant(SequenceStep.Look(ApiCall.Post("/containers/nosuch/wait")))
            : Gen.Elements("", "not-running", "next-exit", "removed").Select(condition => Begun(container, $"wait?condition={condition}", condition == "removed", model));
    }

    private static SequenceStep Begun(ModelContainer container, string word, bool isByRemoval, SequenceModel model) =>
        Begun(container, ApiCall.Post($"/containers/{container.Name}/{word}"), isByRemoval, model);

    private static Gen<SequenceStep> Follow(ModelContainer container, SequenceModel model) => Gen.OneOf(
        Gen.Elements("stdout=1", "stdout=1&stderr=1&tail=0").Select(query => Begun(container, ApiCall.Get($"/containers/{container.Name}/logs?follow=1&{query}"), false, model)),
        Gen.Elements("stream=1&stdout=1&stderr=1", "stream=1&logs=1&stdout=1").Select(query => Begun(container, ContainerFamily.Attach(container, query), false, model)),
        Gen.Elements("", "logs=1&stdout=1").Select(query => SequenceStep.Look(ContainerFamily.Attach(container, query))));

    private static SequenceStep Begun(ModelContainer container, ApiCall call, bool isByRemoval, SequenceModel model)
    {
        var name = FormattableString.Invariant($"open {model.Names}");
        return new SequenceStep(
            [new Begin(name, call)],
            ContainerFamily.InState(container, container.State),
            current => current.With(container.Name, it => isByRemoval
                ? it with { EndedByRemoval = it.EndedByRemoval.Add(name) }
                : it with { EndedByExit = it.EndedByExit.Add(name) }) with
            { Names = current.Names + 1 });
    }
}
