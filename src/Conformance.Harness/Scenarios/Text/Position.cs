namespace Conformance.Harness.Scenarios;

/// <summary>A place in a file.</summary>
/// <param name="File">Path as given.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public readonly record struct Position(string File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>, as editors and terminals understand it.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}");
}
