namespace Conformance.FakeDocker;

/// <summary>Variables of a shell. A copy is made for each subshell.</summary>
internal sealed class ShellVariables
{
    private readonly Dictionary<string, Variable> variables = new(StringComparer.Ordinal);
    private Dictionary<string, string>? environment;

    /// <summary>From an environment; everything in it is exported.</summary>
    public ShellVariables(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (name, value) in environment)
        {
            if (IsName(name))
                variables[name] = new Variable(value, true, false);
        }
    }

    private ShellVariables(Dictionary<string, Variable> variables) => this.variables = new(variables, StringComparer.Ordinal);

    /// <summary>A copy that changes apart.</summary>
    public ShellVariables Copy() => new(variables);

    /// <summary>The value; null when unset.</summary>
    public string? this[string name] => variables.TryGetValue(name, out var variable) ? variable.Value : null;

    /// <summary>Whether it may not be changed.</summary>
    public bool IsReadOnly(string name) => variables.TryGetValue(name, out var variable) && variable.IsReadOnly;

    /// <summary>Sets a value; it stays exported if it was. False when it is read-only.</summary>
    public bool Set(string name, string value, bool export = false)
    {
        var old = variables.GetValueOrDefault(name);
        if (old.IsReadOnly)
            return false;
        variables[name] = new Variable(value, old.IsExported || export, false);
        environment = null;
        return true;
    }

    /// <summary>Removes it. False when it is read-only.</summary>
    public bool Unset(string name)
    {
        if (IsReadOnly(name))
            return false;
        variables.Remove(name);
        environment = null;
        return true;
    }

    /// <summary>Exports it, set or not.</summary>
    public void Export(string name)
    {
        variables[name] = variables.GetValueOrDefault(name) with { IsExported = true };
        environment = null;
    }

    /// <summary>Makes it read-only.</summary>
    public void Lock(string name) => variables[name] = variables.GetValueOrDefault(name) with { IsReadOnly = true };

    /// <summary>The whole state of one variable, for a later <see cref="Restore"/>.</summary>
    public Variable Save(string name) => variables.GetValueOrDefault(name);

    /// <summary>Puts a saved state back.</summary>
    public void Restore(string name, Variable saved)
    {
        if (saved == default)
            variables.Remove(name);
        else
            variables[name] = saved;
        environment = null;
    }

    /// <summary>What children get.</summary>
    public IReadOnlyDictionary<string, string> Environment()
    {
        if (environment is not null)
            return environment;
        environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, variable) in variables)
        {
            if (variable is { IsExported: true, Value: not null })
                environment[name] = variable.Value;
        }

        return environment;
    }

    /// <summary>Every set variable in ordinal order.</summary>
    public IEnumerable<(string Name, Variable Variable)> All =>
        variables.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));

    /// <summary>Whether a text is a variable's name.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || char.IsAsciiDigit(text[0]))
            return false;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
                return false;
        }

        return true;
    }

    /// <summary>One variable; a null value is unset but may be exported.</summary>
    internal readonly record struct Variable(string? Value, bool IsExported, bool IsReadOnly);
}
