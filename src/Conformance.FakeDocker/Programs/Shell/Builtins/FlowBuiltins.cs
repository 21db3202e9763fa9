using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary>break, continue, return, exit, shift.</summary>
internal static class FlowBuiltins
{
    /// <summary><c>break [n]</c>.</summary>
    public static Task<int> Break(Shell shell, IReadOnlyList<string> words) => LeaveLoop(shell, words, ShellFlow.Break);

    /// <summary><c>continue [n]</c>.</summary>
    public static Task<int> Continue(Shell shell, IReadOnlyList<string> words) => LeaveLoop(shell, words, ShellFlow.Continue);

    /// <summary><c>return [n]</c>; outside a function it ends the shell.</summary>
    public static async Task<int> Return(Shell shell, IReadOnlyList<string> words)
    {
        var status = words.Count > 1 ? await Number(shell, words[1]) : shell.LastStatus;
        if (status is not { } value)
            return 2;
        if (!shell.IsInFunction && !shell.IsInSource && !shell.IsInExitTrap)
            return shell.Leave(value);
        shell.Leave(ShellFlow.Return, 0);
        shell.LastStatus = value & 255;
        return value & 255;
    }

    /// <summary><c>exit [n]</c>.</summary>
    public static async Task<int> Exit(Shell shell, IReadOnlyList<string> words)
    {
        var status = words.Count > 1 ? await Number(shell, words[1]) : shell.StatusForExit;
        return status is { } value ? shell.Leave(value) : 2;
    }

    /// <summary><c>shift [n]</c>.</summary>
    public static async Task<int> Shift(Shell shell, IReadOnlyList<string> words)
    {
        var count = words.Count > 1 ? await Number(shell, words[1]) : 1;
        if (count is not { } value)
            return 2;
        if (value > shell.Arguments.Count)
            return 1;
        shell.Arguments = [.. shell.Arguments.Skip(value)];
        return 0;
    }

    private static async Task<int> LeaveLoop(Shell shell, IReadOnlyList<string> words, ShellFlow flow)
    {
        var count = words.Count > 1 ? await Number(shell, words[1]) : 1;
        if (count is not { } value)
            return 2;
        if (value < 1)
        {
            await shell.Fail($"Illegal number: {words[1]}");
            return 2;
        }

        if (shell.LoopDepth > 0)
            shell.Leave(flow, Math.Min(value, shell.LoopDepth));
        return 0;
    }

    /// <summary>A number that is not negative; null after an error that has ended the shell.</summary>
    private static async Task<int?> Number(Shell shell, string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return value;
        await shell.Fail($"Illegal number: {text}");
        return null;
    }
}
