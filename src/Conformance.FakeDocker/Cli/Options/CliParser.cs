namespace Conformance.FakeDocker;

/// <summary>Takes a command line apart: <c>--name value</c>, <c>--name=value</c>, <c>-n value</c>, <c>-nvalue</c>, <c>-abc</c>, <c>--</c>.</summary>
internal static class CliParser
{
    /// <summary>
    /// Parses the words after the command. Throws <see cref="CliUsageException"/>. The words are counted by the caller.
    /// </summary>
    public static CliArguments Parse(CliCommand command, IReadOnlyList<string> words, int index)
    {
        var result = new CliArguments(command);
        for (; index < words.Count; index++)
        {
            var word = words[index];
            if (word.Length < 2 || word[0] != '-')
            {
                if (command.StopsAtFirstWord)
                    break;
                result.Words.Add(word);
            }
            else if (word == "--")
            {
                index++;
                break;
            }
            else if (word[1] == '-')
            {
                ParseLong(result, words, ref index);
            }
            else
            {
                ParseShort(result, words, ref index);
            }
        }

        result.Next = index;
        return result;
    }

    private static void ParseLong(CliArguments result, IReadOnlyList<string> words, ref int index)
    {
        var word = words[index];
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word[2..] : word[2..equals];
        if (FindLong(result.Command.Flags, name) is not { } flag)
            throw name == "help" ? Help(result.Command) : CliUsageException.Option(result.Command, $"unknown flag: --{name}");
        if (equals >= 0)
            result.Add(flag, word[(equals + 1)..]);
        else if (flag.Kind == CliFlagKind.Switch)
            result.Add(flag, "true");
        else if (++index < words.Count)
            result.Add(flag, words[index]);
        else
            throw CliUsageException.Option(result.Command, $"flag needs an argument: --{name}");
    }

    private static void ParseShort(CliArguments result, IReadOnlyList<string> words, ref int index)
    {
        var word = words[index];
        for (var place = 1; place < word.Length; place++)
        {
            if (FindShort(result.Command.Flags, word[place]) is not { } flag)
                throw CliUsageException.Option(result.Command, $"unknown shorthand flag: '{word[place]}' in -{word[place..]}");
            if (place + 1 < word.Length && word[place + 1] == '=')
            {
                result.Add(flag, word[(place + 2)..]);
                return;
            }

            if (flag.Kind == CliFlagKind.Switch)
            {
                result.Add(flag, "true");
                continue;
            }

            if (place + 1 < word.Length)
                result.Add(flag, word[(place + 1)..]);
            else if (++index < words.Count)
                result.Add(flag, words[index]);
            else
                throw CliUsageException.Option(result.Command, $"flag needs an argument: '{word[place]}' in -{word[place..]}");
            return;
        }
    }

    private static CliUsageException Help(CliCommand command) => new($"\nUsage:  {command.Usage}\n", 0);

    private static CliFlag? FindLong(CliFlag[] flags, string name)
    {
        foreach (var flag in flags)
        {
            if (flag.Name == name || flag.Alias == name)
                return flag;
        }

        return null;
    }

    private static CliFlag? FindShort(CliFlag[] flags, char letter)
    {
        foreach (var flag in flags)
        {
            if (flag.Letter == letter)
                return flag;
        }

        return null;
    }
}
