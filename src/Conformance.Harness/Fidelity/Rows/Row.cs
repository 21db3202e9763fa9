namespace Conformance.Harness.Fidelity;

/// <summary>
/// A short piece of a sequence with a name: what is set up, and the calls whose answers count. It uses names of its own, so it may come
/// anywhere.
/// </summary>
/// <param name="Name">What it shows, after its topic and a colon: <c>rm: by its id</c>.</param>
/// <param name="Calls">In their paths and bodies <see cref="OwnName"/> stands for its name.</param>
public sealed record Row(string Name, IReadOnlyList<ApiCall> Calls)
{
    /// <summary>Stands for a name that nothing else has.</summary>
    public const string OwnName = "@me";

    /// <summary>Rows of one topic make one sequence.</summary>
    public string Topic => Name.Split(':')[0];

    /// <summary>As a step, with a name of its own.</summary>
    public SequenceStep Named(string name) => SequenceStep.Look([.. Calls.Select(call => call with
    {
        Path = call.Path.Replace(OwnName, name, StringComparison.Ordinal),
        Body = call.Body?.Replace(OwnName, name, StringComparison.Ordinal),
    })]);
}
