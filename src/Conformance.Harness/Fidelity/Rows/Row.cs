namespace Conformance.Harness.Fidelity;

/// <summary>
/// A short piece of a sequence with a name: what is set up, and the calls whose answers count. It uses names of its own, so it may come
/// anywhere.
/// </summary>
/// <param name="Name">What it shows, after its topic and a colon: <c>rm: by its id</c>.</param>
/// <param name="Calls">In their texts <see cref="OwnName"/> stands for its name, <see cref="LastId"/> for the last id it was told.</param>
public sealed record Row(string Name, IReadOnlyList<ApiCall> Calls)
{
    /// <summary>Stands for a name that nothing else has.</summary>
    public const string OwnName = "@me";

    /// <summary>Begins the place of the last <c>Id</c> that an answer to this row had.</summary>
    public const string LastId = "@id";

    /// <summary>Rows of one topic make one sequence.</summary>
    public string Topic => Name.Split(':')[0];

    /// <summary>Its calls with a name of its own, under which the ids are kept, too.</summary>
    public IReadOnlyList<ApiCall> Named(string name)
    {
        string Filled(string text) => text.Replace(OwnName, name, StringComparison.Ordinal).Replace(LastId, "@" + name, StringComparison.Ordinal);
        string? FilledOrNone(string? text) => text is null ? null : Filled(text);
        return [.. Calls.Select(call => call with { Path = Filled(call.Path), Body = FilledOrNone(call.Body), Until = FilledOrNone(call.Until), Keeps = name })];
    }
}
