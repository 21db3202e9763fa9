using FsCheck;
using FsCheck.Fluent;

namespace Conformance.Harness.Fidelity;

/// <summary>Calls of several families at the same time, each about a thing of its own.</summary>
internal sealed class CrossingFamily : ISequenceFamily
{
    /// <inheritdoc/>
    public IEnumerable<(int Weight, Gen<SequenceStep> Step)> Steps(SequenceModel model)
    {
        if (model.Containers.IsEmpty)
            yield break;
        yield return (1, from container in Gen.Elements<ModelContainer>(model.Containers)
                         from other in Gen.Elements(Others(model, container))
                         from another in Gen.Elements(Others(model, container))
                         select ContainerFamily.Together([.. new[] { ContainerFamily.Plain(container, model), other, another }.DistinctBy(step => step.Calls.First().Route)]));
    }

    /// <inheritdoc/>
    public IEnumerable<CallSequence> Fixed => [];

    /// <inheritdoc/>
    public IEnumerable<CoverageRow> Rows => [];

    // What the container's start or end does not touch.
    private static SequenceStep[] Others(SequenceModel model, ModelContainer container) =>
    [
        VolumeFamily.Creation($"vol{model.Names + 1}", ""),
        SequenceStep.Look(ApiCall.Get("/images/box/json")),
        SequenceStep.Look(ApiCall.Get("/volumes/nosuch")),
        .. model.Networks.Where(network => !container.Networks.Contains(network.Name)).Select(network => SequenceStep.Look(ApiCall.Post($"/networks/{network.Name}/connect", "{\"Container\":\"nosuch\"}"))),
        .. model.Execs.Where(exec => exec.Container != container.Key).Select(exec => SequenceStep.Look(ApiCall.Get($"/exec/@{exec.Key}@/json"))),
        .. model.Images.Where(image => !image.Names.IsEmpty).Select(image => SequenceStep.Look(ApiCall.Get($"/images/{image.Names[0]}/history"))),
        .. model.Containers.Where(other => other.Key != container.Key && other.State == ModelState.Running && model.Execs.Count < 3)
            .Select(other => ExecFamily.Creation(other, new ModelExec($"e{model.Names + 2}", other.Key, ExecCommand.All[0]))),
    ];
}
