using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary><c>wait [pid]...</c>: the one builtin that a trapped signal cuts short, with 128 plus the signal.</summary>
internal static class WaitBuiltin
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count == 1)
        {
            foreach (var job in shell.Jobs.ToArray())
            {
                if (await WaitFor(shell, job) is { } cut)
                    return cut;
                shell.Jobs.Remove(job);
            }

            return 0;
        }

        var status = 0;
        foreach (var word in words.Skip(1))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            {
                await shell.Fail($"Illegal number: {word}");
                return 2;
            }

            var job = shell.Jobs.Find(candidate => candidate.Pid == pid);
            if (job is null)
            {
                status = 127;
                continue;
            }

            if (await WaitFor(shell, job) is { } cut)
                return cut;
            shell.Jobs.Remove(job);
            status = job.Status!.Value.ShellCode;
            await shell.ReportSignal(job.Status.Value);
        }

        return status;
    }

    /// <summary>Null when the job has ended; the status of wait when a signal came first.</summary>
    private static async Task<int?> WaitFor(Shell shell, InnerProcess job)
    {
        if (job.Status is null)
            await shell.Process.BlockUntilSignal(job.WaitForEnd());
        if (shell.Process.DiesOf != 0)
            return 0;
        return shell.PendingSignal != 0 ? 128 + shell.PendingSignal : null;
    }
}
