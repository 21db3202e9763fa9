using System.Globalization;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary><c>kill [-s SIGNAL | -SIGNAL] pid...</c> and <c>kill -l [signal]</c>.</summary>
internal static class KillWord
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        var words = run.Arguments;
        var signal = Signals.Term;
        var index = 0;
        if (words.Count > 0 && words[0] == "-l")
            return await List(run, words.Count > 1 ? words[1] : null);
        if (words.Count > 0 && words[0].Length > 1 && words[0][0] == '-')
        {
            var name = words[0] == "-s" ? (words.Count > 1 ? words[1] : "") : words[0][1..];
            index = words[0] == "-s" ? 2 : 1;
            if (ParseSignal(name) is not { } parsed)
                return await run.Fail($"bad signal name '{name}'");
            signal = parsed;
        }

        if (index < words.Count && words[index] == "--")
            index++;
        if (index >= words.Count)
            return await run.Fail("you need to specify whom to kill");
        var status = 0;
        for (; index < words.Count; index++)
            status |= await Kill(run, words[index], signal);
        return status;
    }

    private static async Task<int> Kill(WordRun run, string word, int signal)
    {
        if (word.StartsWith('%'))
            return await run.Unsupported("job numbers");
        if (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pid))
            return await run.Fail($"invalid number '{word}'");
        if (pid <= 0)
        {
            // There are no process groups: 0, -1 and -N reach everybody but pid 1 and the sender.
            foreach (var process in run.Kernel.Processes.Where(process => process.Pid != 1 && process != run.Process).ToArray())
                process.Deliver(signal);
            return 0;
        }

        if (run.Kernel.Find(pid) is not { } target)
            return await run.Fail($"can't kill pid {pid}: No such process");
        target.Deliver(signal);
        return 0;
    }

    private static int? ParseSignal(string name) => name is "0" or "EXIT" ? 0 : Signals.Parse(name) is { } signal and < 65 ? signal : null;

    private static async Task<int> List(WordRun run, string? which)
    {
        if (which is null)
        {
            for (var signal = 1; signal < 32; signal++)
                await run.Out($"{signal,2}) {Signals.Name(signal)}\n");
            return 0;
        }

        if (int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            await run.Out((Signals.Name(number > 128 ? number - 128 : number) ?? which) + "\n");
        else if (Signals.Parse(which) is { } parsed)
            await run.Out(parsed.ToString(CultureInfo.InvariantCulture) + "\n");
        else
            return await run.Fail($"unknown signal '{which}'");
        return 0;
    }
}
