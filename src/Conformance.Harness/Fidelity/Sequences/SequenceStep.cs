namespace Conformance.Harness.Fidelity;

/// <summary>
/// A step of a sequence: what it does, what must be so that both daemons can only answer in one way, and what is so afterwards.
/// </summary>
/// <param name="Actions">What it does.</param>
/// <param name="Needs">Whether it may come next; also asked again when a shrunk sequence lacks earlier steps.</param>
/// <param name="Then">The model after it.</param>
public sealed record SequenceStep(IReadOnlyList<SequenceAction> Actions, Func<SequenceModel, bool> Needs, Func<SequenceModel, SequenceModel> Then)
{
    /// <summary>A step that may always come and changes nothing that the model knows.</summary>
    public static SequenceStep Look(params IReadOnlyList<ApiCall> calls) => new([.. calls.Select(SequenceAction.Of)], _ => true, model => model);

    /// <summary>Every call that it sends.</summary>
    public IEnumerable<ApiCall> Calls => Actions.SelectMany(action => action.Calls);
}
