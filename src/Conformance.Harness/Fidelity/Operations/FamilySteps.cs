namespace Conformance.Harness.Fidelity;

/// <summary>Pieces of steps that several families need.</summary>
internal static class FamilySteps
{
    /// <summary>
    /// Looks at containers that have ended. A daemon tells of an end before it has taken the container apart (networks, volumes,
    /// commands), but it answers this only afterwards.
    /// </summary>
    public static IEnumerable<SequenceAction> Settled(IEnumerable<ModelContainer> containers) =>
        containers.Where(container => container.State is ModelState.Exited).Select(container => SequenceAction.Of(ApiCall.Get($"/containers/{container.Name}/json")));

    /// <summary>The ways to name a container.</summary>
    public static string[] Ways(ModelContainer container) => [container.Name, $"@{container.Key}@", $"@{container.Key}:12@"];

    /// <summary>Whether a container is still as it was when the step was made.</summary>
    public static bool IsUnchanged(SequenceModel model, ModelContainer container) => ContainerFamily.InState(container, container.State)(model);

    /// <summary>A call whose answer depends on a container's state, and changes nothing that the model knows.</summary>
    public static SequenceStep Ask(ModelContainer container, params IReadOnlyList<ApiCall> calls) => new(
        [.. Settled([container]), .. calls.Select(SequenceAction.Of)], model => IsUnchanged(model, container), model => model);
}
