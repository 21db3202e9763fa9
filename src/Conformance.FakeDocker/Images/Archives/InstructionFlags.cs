namespace Conformance.FakeDocker;

/// <summary>The words <c>--name=value</c> before the arguments of an instruction. What is wrong with them is a <see cref="FormatException"/> in the builder's words.</summary>
internal static class InstructionFlags
{
    /// <summary>The flags, and what stands behind them. <c>--</c> ends them.</summary>
    public static (IReadOnlyList<string> Flags, string Arguments) Split(string text)
    {
        List<string> flags = [];
        while (text.StartsWith("--", StringComparison.Ordinal))
        {
            var end = text.AsSpan().IndexOfAny(' ', '\t');
            var word = end < 0 ? text : text[..end];
            text = end < 0 ? "" : text[end..].TrimStart();
            if (word == "--")
                break;
            flags.Add(word[2..]);
        }

        return (flags, text);
    }

    /// <summary>Values by name.</summary>
    public static SortedDictionary<string, string> Read(IReadOnlyList<string> flags, params IReadOnlyList<string> known)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var flag in flags)
        {
            var equals = flag.IndexOf('=');
            var name = equals < 0 ? flag : flag[..equals];
            if (!known.Contains(name))
                throw new FormatException("Unknown flag: " + name);
            if (values.ContainsKey(name))
                throw new FormatException("Duplicate flag specified: " + name);
            values[name] = equals < 0 ? throw new FormatException("Missing a value on flag: " + name) : flag[(equals + 1)..];
        }

        return values;
    }
}
