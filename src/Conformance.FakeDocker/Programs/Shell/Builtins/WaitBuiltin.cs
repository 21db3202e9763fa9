using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary><c>wait [pid]...</c>: a trapped signal cuts it short, with 128 plus the signal.</summary>
internal static class WaitBuiltin
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count == 1)
        {
            foreach (var job in shell.Jobs.All.ToArray())
            {
                if (await WaitFor(shell, job) is { } cut)
                    return cut;
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

            if (shell.Jobs.Find(pid) is not { } job)
            {
                status = 127;
                continue;
            }

            // Of a signal that ended it before nothing is told.
            var isNews = job.Process.Status is null;
            if (await WaitFor(shell, job) is { } cut)
                return cut;
            status = job.Process.Status!.Value.ShellCode;
            if (isNews)
                await shell.ReportSignal(job.Process.Status.Value);
        }

        return status;
    }

    /// <summary>Null when the job has ended; the status of wait when a signal came first.</summary>
    private static async Task<int?> WaitFor(Shell shell, ShellJob job)
    {
        if (job.Process.Status is null)
            await shell.Process.BlockUntilSignal(job.Process.WaitForEnd());
        if (shell.Process.DiesOf != 0)
            return 0;
        if (shell.PendingSignal != 0)
            return 128 + shell.PendingSignal;
        job.WasWaitedFor = true;
        return null;
    }
}
