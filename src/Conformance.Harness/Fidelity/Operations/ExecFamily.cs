using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Harness.Fidelity;

/// <summary>Commands in containers of every state: create, start (attached, detached, with a terminal), inspect, resize.</summary>
internal sealed class ExecFamily : ISequenceFamily
{
    private const int MostExecs = 3;

    // Of a command that is not there.
    private static readonly ApiCall[] Strangers =
    [
        ApiCall.Get("/exec/nosuch/json"), ApiCall.Post("/exec/nosuch/start", "{}"), ApiCall.Post("/exec/nosuch/start", "{\"Detach\":true}"), ApiCall.Post("/exec/nosuch/resize?h=1&w=1"),
        ApiCall.Post("/containers/nosuch/exec", "{\"Cmd\":[\"true\"]}"),
    ];

    /// <inheritdoc/>
    public IEnumerable<(int Weight, Gen<SequenceStep> Step)> Steps(SequenceModel model)
    {
        yield return (1, Gen.Elements(Strangers).Select(call => SequenceStep.Look(call)));
        foreach (var container in model.Containers)
        {
            var isUp = container.State == ModelState.Running;
            if (model.Execs.Count < MostExecs && isUp)
                yield return (8, Gen.Elements<ExecCommand>(ExecCommand.All).Select(command => Creation(container, new ModelExec($"e{model.Names}", container.Key, command))));
            if (!isUp)
                yield return (1, Gen.Elements<ExecCommand>(ExecCommand.All).Select(command => FamilySteps.Ask(container, ApiCall.Post($"/containers/{container.Name}/exec", command.Body))));
            yield return (1, Gen.Elements<string>(ExecCommand.Refused).Select(body => FamilySteps.Ask(container, ApiCall.Post($"/containers/{container.Name}/exec", body))));
            if (container.HasTerminal || container.State != ModelState.Running)
                yield return (1, Gen.Elements("h=10&w=20", "h=x&w=1", "").Select(size => FamilySteps.Ask(container, ApiCall.Post($"/containers/{container.Name}/resize?{size}"))));
        }

        foreach (var exec in model.Execs)
        {
            if (model.Containers.Find(container => container.Key == exec.Container) is not { } container)
                continue;
            yield return (exec.State == ModelExecState.Created ? 20 : 2, Gen.Elements(true, false).SelectMany(isDetached => Gen.Elements(true, false).Select(hijacks => Start(container, exec, isDetached, hijacks, model))));
            yield return (3, Gen.Elements(0, 1).Select(connection => Ask(container, exec, ApiCall.Get($"/exec/@{exec.Key}@/json") with { Connection = connection })));
            if (exec.Command.Kind != ExecKind.Fails && exec.State != ModelExecState.Created)
                yield return (1, Gen.Elements("h=10&w=20", "h=0&w=0", "h=x&w=1").Select(size => Ask(container, exec, ApiCall.Post($"/exec/@{exec.Key}@/resize?{size}"))));
        }
    }

    /// <summary>More while a command waits for its start.</summary>
    public int Share(SequenceModel model) => model.Execs.Exists(exec => exec.State == ModelExecState.Created) ? 16 : model.Containers.Exists(container => container.IsAlive) ? 3 : 1;

    /// <inheritdoc/>
    public IEnumerable<CallSequence> Fixed => [];

    /// <inheritdoc/>
    public IEnumerable<CoverageRow> Rows => [];

    /// <summary>Prepares a command that the model then knows, and looks at its container.</summary>
    internal static SequenceStep Creation(ModelContainer container, ModelExec exec) => new(
        [SequenceAction.Of(ApiCall.Post($"/containers/{container.Name}/exec", exec.Command.Body) with { Keeps = exec.Key })],
        model => FamilySteps.IsUnchanged(model, container) && container.State == ModelState.Running,
        model => model with { Execs = model.Execs.Add(exec), Names = model.Names + 1 });

    private static SequenceStep Ask(ModelContainer container, ModelExec exec, ApiCall call) => new(
        [.. FamilySteps.Settled([container]), SequenceAction.Of(call)], model => FamilySteps.IsUnchanged(model, container) && model.Execs.Contains(exec), model => model);

    private static SequenceStep Start(ModelContainer container, ModelExec exec, bool isDetached, bool hijacks, SequenceModel model)
    {
        var runs = container.State == ModelState.Running && exec.State == ModelExecState.Created;
        // Whoever types must be attached, and whoever waits for a word must hear it.
        var (kind, isLong) = (exec.Command.Kind, runs && exec.Command.Kind == ExecKind.Sleeps);
        isDetached = kind switch
        {
            ExecKind.Copies => false,
            ExecKind.Sleeps when runs => isDetached || !exec.Command.IsHeard,
            _ => isDetached,
        };
        var call = ApiCall.Post($"/exec/@{exec.Key}@/start", $"{{\"Detach\":{(isDetached ? "true" : "false")},\"Tty\":{(exec.Command.HasTerminal ? "true" : "false")}}}") with
        {
            IsHijacking = !isDetached && (hijacks || kind == ExecKind.Copies),
            Input = kind == ExecKind.Copies ? "typed\n" : null,
        };
        var name = FormattableString.Invariant($"open {model.Names}");
        SequenceAction[] actions = (runs, isDetached) switch
        {
            (true, false) when isLong => [new Begin(name, call), new Until(name, ExecCommand.Word)],
            (true, _) when isLong => [SequenceAction.Of(call)],
            (true, false) => [new Begin(name, call), new Join(name), .. Over(exec)],
            (true, true) => [SequenceAction.Of(call), .. Over(exec)],
            (false, _) when call.IsHijacking => [new Begin(name, call), new Join(name)],
            _ => [SequenceAction.Of(call)],
        };
        return new SequenceStep(
            [.. FamilySteps.Settled([container]), .. actions],
            current => FamilySteps.IsUnchanged(current, container) && current.Execs.Contains(exec),
            current => !runs ? current with { Names = current.Names + 1 } : After(current));

        SequenceModel After(SequenceModel current) =>
            (isLong && !isDetached ? current.With(container.Name, it => it with { EndedByExit = it.EndedByExit.Add(name) }) : current)
            .WithExec(exec.Key, it => it with { State = isLong ? ModelExecState.Running : ModelExecState.Ended }) with
            { Names = current.Names + 1 };
    }

    // A client may see the end of the output before the daemon has seen that of the process.
    private static IEnumerable<SequenceAction> Over(ModelExec exec) => exec.Command.Kind == ExecKind.Fails
        ? []
        : [new Poll(ApiCall.Get("/events?since=@start@&until=@now@&" + ApiCall.Filters("""{"event":["exec_die"]}""")), $"\"execID\":\"@{exec.Key}@\"")];
}
