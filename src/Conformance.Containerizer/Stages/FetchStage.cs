using System.Globalization;
using System.Text;
using Conformance.Machine;

namespace Conformance.Containerizer;

/// <summary>
/// Brings the files that a command names into its sandbox, by the program <c>mesos-fetcher</c>, whose output goes where the
/// container's will go. A fetch that takes too long is killed, and one whose container is to be killed at once.
/// </summary>
public class FetchStage(ContainerizerContext context)
{
    /// <summary>
    /// Returns when all is there or the container is to be killed; either way no fetcher runs any more. Throws <see cref="StageFailure"/>
    /// with the last words of the fetcher.
    /// </summary>
    public virtual async Task Fetch(ContainerRecord record)
    {
        var uris = MesosCommandLine.CommandOf(record.Launch!).Uris;
        if (uris.Count == 0)
            return;
        var child = await Start(record, FetchUris.Write(uris));
        var exit = await Await(record, child);
        await RememberOutput(record);
        if (record.IsKillRequested)
            return;
        if (exit is null)
            throw new StageFailure($"Failed to fetch: it did not end within {Seconds(context.Options.FetchLimit)} s");
        if (!exit.IsSuccess)
            throw new StageFailure(await Reason(record) is { } reason ? $"{reason} (fetcher {exit.Text})" : $"Failed to fetch: fetcher {exit.Text}");
        await DockerConfig.Complete(record.Paths.Sandbox, context.Machine.Disk);
    }

    private async Task<IChildProcess> Start(ContainerRecord record, string uris)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Fetcher.Uris] = uris,
            [Fetcher.WorkFolder] = record.Paths.Sandbox,
            [Fetcher.FrameworksHome] = context.Options.FrameworksHome,
        };
        if (await ProcessStat.ReadSelf(context.Machine.Disk) is { } self)
            environment[Fetcher.AgentPid] = self.Pid.ToString(CultureInfo.InvariantCulture);
        try
        {
            return await context.Machine.Processes.Start(new ProcessSpec([context.Options.LauncherFolder + "/" + Fetcher.Program])
            {
                Environment = environment,
                StandardOutput = OutputTarget.AppendTo(record.Paths.Stdout),
                StandardError = OutputTarget.AppendTo(record.Paths.Stderr),
            });
        }
        catch (ProcessStartException exception)
        {
            throw new StageFailure($"Failed to execute {Fetcher.Program}: {exception.Message}");
        }
    }

    /// <summary>How it ended; null if it was made to, because of the limit or of a destroy.</summary>
    private async Task<ProcessExit?> Await(ContainerRecord record, IChildProcess child)
    {
        var ending = child.Exit.WaitAsync(context.Options.FetchLimit, context.Machine.Time);
        try
        {
            if (await record.UnlessKilled(ending))
                return await ending;
        }
        catch (TimeoutException)
        {
            // Killed below, as after a destroy.
        }

        await child.Kill(Signals.Kill, tree: true);
        await child.Exit;
        return null;
    }

    /// <summary>What the fetcher wrote stands before the container's output.</summary>
    private async Task RememberOutput(ContainerRecord record)
    {
        try
        {
            record.OutputBegin = await OutputBegin.Measure(record.Paths, context.Machine.Disk);
            if (record.IsCheckpointed)
                await record.OutputBegin.Write(record.Paths.Meta, context.Machine.Disk);
        }
        catch (IOException exception)
        {
            throw new StageFailure($"Failed to look at the output of the fetcher: {exception.Message}");
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private async Task<string?> Reason(ContainerRecord record)
    {
        var text = Encoding.UTF8.GetString(await context.Machine.Disk.Read(record.Paths.Stderr) ?? []).TrimEnd();
        var last = text[(text.LastIndexOf('\n') + 1)..];
        return last.Length == 0 ? null : last;
    }
}
