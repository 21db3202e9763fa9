using System.Text;
using System.Text.Json;
using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>Changes of an image's configuration, in the words of a Dockerfile: those that the daemon takes, and its errors.</summary>
internal static class ImageChanges
{
    private static readonly SortedDictionary<string, EmptyObject> None = [];

    /// <summary>The configuration after all changes. Throws the daemon's 400.</summary>
    /// <param name="changes">Such as <c>CMD ["sh"]</c>.</param>
    /// <param name="config">What they change; null for nothing.</param>
    public static ImageConfig Apply(IReadOnlyList<string> changes, ImageConfig? config = null)
    {
        var changed = config ?? new ImageConfig();
        foreach (var change in changes)
        {
            foreach (var line in change.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                changed = Apply(line, changed);
        }

        return changed;
    }

    /// <summary>The builder's words for a list that has more than texts in it.</summary>
    public const string MixedList = "when using JSON array syntax, arrays must be comprised of strings only";

    /// <summary>The words of a list in JSON, or those between blanks.</summary>
    public static IReadOnlyList<string> ListOf(string text) => List(text) ?? Words(text);

    /// <summary>A list in JSON; null for other text. Throws <see cref="FormatException"/> for one that has more than texts in it.</summary>
    public static IReadOnlyList<string>? JsonListOf(string text)
    {
        if (!text.StartsWith('['))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) ? List(text) : throw new FormatException(MixedList);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A list is a command, other text is one for the shell; null for none. Throws <see cref="FormatException"/> for a list that has more than texts in it.</summary>
    public static IReadOnlyList<string>? CommandOf(string text, IReadOnlyList<string> shell) => text.Length == 0 ? null : JsonListOf(text) ?? [.. shell, text];

    /// <summary>Names and values.</summary>
    public static IEnumerable<KeyValuePair<string, string>> PairsOf(string word, string text) => Pairs(word, text);

    private static ImageConfig Apply(string line, ImageConfig config)
    {
        var blank = line.IndexOfAny([' ', '\t']);
        var word = (blank < 0 ? line : line[..blank]).ToUpperInvariant();
        var rest = blank < 0 ? "" : line[blank..].Trim();
        if (word is not ("CMD" or "ENTRYPOINT" or "ENV" or "EXPOSE" or "LABEL" or "ONBUILD" or "USER" or "VOLUME" or "WORKDIR" or "HEALTHCHECK"))
            throw EngineErrors.Bad($"{word.ToLowerInvariant()} is not a valid change command");
        if (rest.Length == 0 && word is not ("CMD" or "ENTRYPOINT"))
            throw EngineErrors.Bad($"{word} requires {(word is "USER" or "WORKDIR" ? "exactly" : "at least")} one argument");
        try
        {
            return Apply(word, rest, config);
        }
        catch (FormatException fault)
        {
            throw EngineErrors.Bad(fault.Message);
        }
    }

    private static ImageConfig Apply(string word, string rest, ImageConfig config) => word switch
    {
        "CMD" => config with { Cmd = CommandOf(rest, ImageShell.Of(config)) },
        "ENTRYPOINT" => config with { Entrypoint = CommandOf(rest, ImageShell.Of(config)) },
        "ENV" => config with { Env = Variables(config.Env ?? [], Pairs(word, rest)) },
        "EXPOSE" => config with { ExposedPorts = With(config.ExposedPorts, Words(rest).Select(Port)) },
        "LABEL" => config with { Labels = With(config.Labels, Pairs(word, rest)) },
        "USER" => config with { User = rest },
        "VOLUME" => config with { Volumes = With(config.Volumes, List(rest) ?? Words(rest)) },
        "WORKDIR" => config with { WorkingDir = rest.StartsWith('/') ? rest : config.WorkingDir.TrimEnd('/') + "/" + rest },
        "ONBUILD" => config with { Others = With(config, "OnBuild", [rest]) },
        _ => config with { Healthcheck = HealthInstruction.Read(rest) },
    };

    private static string Port(string text)
    {
        var slash = text.IndexOf('/');
        var number = slash < 0 ? text : text[..slash];
        return ushort.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _)
            ? slash < 0 ? text + "/tcp" : text
            : throw EngineErrors.Bad("Invalid containerPort: " + text);
    }

    private static IReadOnlyList<string>? List(string text)
    {
        try
        {
            return text.StartsWith('[') ? JsonSerializer.Deserialize(text, EngineJson.Wire.IReadOnlyListString) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<string> Variables(IReadOnlyList<string> old, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        List<string> all = [.. old];
        foreach (var (name, value) in pairs)
        {
            var place = all.FindIndex(variable => variable.StartsWith(name + "=", StringComparison.Ordinal));
            if (place >= 0)
                all[place] = $"{name}={value}";
            else
                all.Add($"{name}={value}");
        }

        return all;
    }

    /// <summary>One pair as <c>name value</c>, or any number as <c>name=value</c>.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Pairs(string instruction, string text)
    {
        var words = Words(text);
        if (!words[0].Contains('='))
        {
            return text[words[0].Length..].Trim() is { Length: > 0 } value
                ? [new(words[0], value)]
                : throw EngineErrors.Bad(instruction + " must have two arguments");
        }

        return words.Select(word => new KeyValuePair<string, string>(word[..word.IndexOf('=')], word[(word.IndexOf('=') + 1)..]));
    }

    /// <summary>Words between blanks; quotes hold blanks together and go.</summary>
    private static List<string> Words(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var quote = '\0';
        var isOpen = false;
        foreach (var letter in text)
        {
            if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                if (isOpen)
                    words.Add(word.ToString());
                word.Clear();
                isOpen = false;
                continue;
            }

            isOpen = true;
            if (letter == quote)
                quote = '\0';
            else if (quote == '\0' && letter is '"' or '\'')
                quote = letter;
            else
                word.Append(letter);
        }

        if (isOpen)
            words.Add(word.ToString());
        return words;
    }

    private static SortedDictionary<string, EmptyObject> With(IReadOnlyDictionary<string, EmptyObject>? old, IEnumerable<string> keys)
    {
        var all = new SortedDictionary<string, EmptyObject>((old ?? None).ToDictionary(), StringComparer.Ordinal);
        foreach (var key in keys)
            all[key] = new EmptyObject();
        return all;
    }

    private static SortedDictionary<string, string> With(IReadOnlyDictionary<string, string>? old, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in (old ?? new SortedDictionary<string, string>()).Concat(pairs))
            all[key] = value;
        return all;
    }

    private static Dictionary<string, JsonElement> With(ImageConfig config, string member, IReadOnlyList<string> values) =>
        new(config.Others ?? [], StringComparer.Ordinal) { [member] = JsonSerializer.SerializeToElement(values, EngineJson.Wire.IReadOnlyListString) };
}
