using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary>A command line after parsing: options in order, and words.</summary>
internal sealed class CliArguments(CliCommand command)
{
    private readonly List<(CliFlag Flag, string Value)> options = [];

    /// <summary>The command.</summary>
    public CliCommand Command { get; } = command;

    /// <summary>Words that are no options.</summary>
    public List<string> Words { get; } = [];

    /// <summary>Place of the first word that was not looked at.</summary>
    public int Next { get; set; }

    /// <summary>Options in the order given.</summary>
    public IReadOnlyList<(CliFlag Flag, string Value)> Options => options;

    /// <summary>Adds an option after checking its value.</summary>
    /// <param name="flag">Which.</param>
    /// <param name="value">Its text.</param>
    public void Add(CliFlag flag, string value)
    {
        if (CliValues.Fault(flag.Kind, value) is { } fault)
            throw CliUsageException.Option(Command, $"invalid argument \"{value}\" for \"{flag.Label}\" flag: {fault}");
        options.Add((flag, value));
    }

    /// <summary>Whether an option was given and is not false.</summary>
    public bool Has(string name) => Text(name) is { } value && CliValues.IsTrue(value);

    /// <summary>The last value of an option; null when not given.</summary>
    public string? Text(string name)
    {
        for (var index = options.Count - 1; index >= 0; index--)
        {
            if (options[index].Flag.Name == name)
                return options[index].Value;
        }

        return null;
    }

    /// <summary>A number; null when not given.</summary>
    public long? Number(string name) => Text(name) is { } value ? long.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;

    /// <summary>Bytes; null when not given.</summary>
    public long? Size(string name) => Text(name) is { } value ? CliValues.ParseSize(value) : null;

    /// <summary>Billionths of a processor; null when not given.</summary>
    public long? Processors(string name) => Text(name) is { } value ? CliValues.ParseProcessors(value) : null;

    /// <summary>Every value of an option in order; null when not given.</summary>
    public List<string>? All(string name)
    {
        List<string>? values = null;
        foreach (var (flag, value) in options)
        {
            if (flag.Name == name)
                (values ??= []).Add(value);
        }

        return values;
    }
}
