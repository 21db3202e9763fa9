namespace Conformance.FakeDocker;

/// <summary>What an option takes.</summary>
internal enum CliFlagKind
{
    /// <summary>Nothing, or <c>=true</c> and <c>=false</c>.</summary>
    Switch,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Bytes with a unit such as <c>64m</c>.</summary>
    Size,

    /// <summary>Processors such as <c>1.5</c>.</summary>
    Processors,

    /// <summary>A span of time such as <c>1m30s</c>.</summary>
    Span,

    /// <summary><c>name=value</c>, for filters.</summary>
    Filter,

    /// <summary><c>NAME=value</c> or <c>NAME</c>, for variables.</summary>
    Variable,
}

/// <summary>An option of a command.</summary>
/// <param name="Name">After two hyphens.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Letter">After one hyphen; '\0' for none.</param>
/// <param name="Alias">Another name; it is reported under the first.</param>
/// <param name="IsInert">Taken and without effect in the simulation.</param>
internal sealed record CliFlag(string Name, CliFlagKind Kind, char Letter = '\0', string? Alias = null, bool IsInert = false)
{
    /// <summary>As errors name it.</summary>
    public string Label => Letter == '\0' ? $"--{Name}" : $"-{Letter}, --{Name}";
}
