namespace Conformance.FakeDocker;

/// <summary><c>busybox word argument...</c>.</summary>
internal static class BusyboxWord
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        if (run.Arguments.Count == 0)
        {
            await run.Out("BusyBox multi-call binary (simulated).\n");
            return 0;
        }

        var name = run.Arguments[0];
        if (ContainerWords.Find(name) is { } word)
            return await word(new WordRun(run.Kernel, run.Process, run.Start with { Arguments = run.Arguments }));
        await run.Write(2, System.Text.Encoding.UTF8.GetBytes($"{name}: applet not found\n"));
        return 127;
    }
}
