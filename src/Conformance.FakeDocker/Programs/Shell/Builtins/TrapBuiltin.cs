using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary><c>trap [commands | - | ''] signal...</c>; alone it lists.</summary>
internal static class TrapBuiltin
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(Shell shell, IReadOnlyList<string> words)
    {
        var arguments = words.Skip(words.Count > 1 && words[1] == "--" ? 2 : 1).ToArray();
        if (arguments.Length == 0)
        {
            foreach (var (signal, commands) in shell.Traps)
                await shell.Print(1, $"trap -- {ShellQuoting.Always(commands)} {(signal == 0 ? "EXIT" : Signals.Name(signal))}\n");
            return 0;
        }

        // With one word, or a number first, all words are signals that get their default back.
        var isReset = arguments.Length == 1 || arguments[0] == "-" || Parse(arguments[0]) is not null && arguments[0].All(char.IsAsciiDigit);
        var status = 0;
        foreach (var word in arguments.Skip(arguments.Length == 1 || (isReset && arguments[0] != "-") ? 0 : 1))
        {
            if (Parse(word) is { } signal)
            {
                shell.SetTrap(signal, isReset ? null : arguments[0]);
                continue;
            }

            await shell.Complain($"{word}: invalid signal specification");
            status = 1;
        }

        return status;
    }

    private static int? Parse(string word) =>
        string.Equals(word, "EXIT", StringComparison.OrdinalIgnoreCase) ? 0 : Signals.Parse(word) is { } signal and < 64 ? signal : null;
}
