using System.Text;

namespace Conformance.FakeDocker;

/// <summary>
/// <c>sh [-efux] -c text [name argument...]</c>, <c>sh file argument...</c>, <c>sh [-i] [-s argument...]</c> with commands on standard input.
/// </summary>
internal static class ShellProgram
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        var words = run.Start.Arguments;
        var options = "";
        var isCommand = false;
        var index = 1;
        for (; index < words.Count && words[index].Length > 1 && words[index][0] == '-'; index++)
        {
            if (words[index] == "--")
            {
                index++;
                break;
            }

            foreach (var letter in words[index].AsSpan(1))
            {
                if (letter == 'c')
                    (isCommand, options) = (true, options + 'c');
                else if (letter is 'e' or 'f' or 'u' or 'x' or 's' or 'i')
                    options += letter;
                else if (letter is not 'l')
                    return await Refuse(run, $"illegal option -{letter}");
            }
        }

        // A hyphen alone ends the options, too.
        if (index < words.Count && words[index] == "-")
            index++;
        if (isCommand && index >= words.Count)
            return await Refuse(run, "-c requires an argument");
        var rest = words.Skip(index).ToArray();
        if (isCommand)
        {
            var command = Shell(run, rest.Length > 1 ? rest[1] : words[0], rest.Length > 2 ? rest[2..] : [], options);
            // With a name of its own for $0 busybox tells lines in its errors, without one it does not.
            command.CommandName = rest.Length > 1 ? rest[1] : null;
            return await command.RunToEnd(rest[0], 0);
        }

        if (rest.Length == 0 || options.Contains('s'))
            return await RunInput(run, rest, options);
        // A folder can be opened and has no lines.
        if (await run.Kernel.Files.Look(run.Resolve(rest[0])) is { IsFolder: true })
            return 0;
        if (await run.Kernel.Files.Read(run.Resolve(rest[0])) is not { } content)
            return await Refuse(run, $"can't open '{rest[0]}': {await run.WhyMissing(rest[0])}");
        var shell = Shell(run, rest[0], rest[1..], options);
        shell.CommandName = rest[0];
        return await shell.RunToEnd(Encoding.UTF8.GetString(content), 1);
    }

    private static async Task<int> RunInput(WordRun run, IReadOnlyList<string> arguments, string options)
    {
        var hasTerminal = FakeDocker.Shell.IsTerminal(run.Process[0]);
        var shell = Shell(run, run.Start.Arguments[0], arguments, options, isInteractive: hasTerminal || options.Contains('i'));
        if (shell.IsInteractive && !hasTerminal)
            await run.Write(2, Encoding.UTF8.GetBytes($"{shell.Name}: can't access tty; job control turned off\n"));
        return await shell.RunInput();
    }

    private static Shell Shell(WordRun run, string name, IReadOnlyList<string> arguments, string options, bool isInteractive = false)
    {
        var shell = new Shell(run.Kernel, run.Process, name, arguments, run.Start) { IsInteractive = isInteractive };
        foreach (var letter in options)
            shell.SetOption(letter, true);
        return shell;
    }

    private static async Task<int> Refuse(WordRun run, string message)
    {
        await run.Write(2, Encoding.UTF8.GetBytes($"{run.Start.Arguments[0]}: {message}\n"));
        return 2;
    }
}
