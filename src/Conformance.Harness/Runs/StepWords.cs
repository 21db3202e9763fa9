using Conformance.Harness.Scenarios;

namespace Conformance.Harness.Runs;

/// <summary>Steps in a few words, for the history.</summary>
internal static class StepWords
{
    /// <summary>The step nearly as a person wrote it.</summary>
    public static string Describe(Step step) => step switch
    {
        LaunchStep launch => $"launch {launch.Container}{(launch.Image is null ? "" : " from " + launch.Image)}" + At(launch.Agent),
        LaunchedStep launched => "launched " + launched.Container,
        AfterStep after => FormattableString.Invariant($"after {after.Time.TotalSeconds:0.###}s"),
        UntilStep until => "until " + until.Edge.Describe(),
        KillTaskStep kill => "kill-task " + kill.Container,
        ShutdownStep shutdown => "shutdown " + shutdown.Container,
        DestroyStep destroy => "destroy " + destroy.Container,
        WaitStep wait => "wait " + wait.Container,
        UpdateStep update => "update " + update.Container,
        UsageStep usage => "usage " + usage.Container,
        ContainersStep containers => $"containers [{string.Join(", ", containers.Names)}]" + At(containers.Agent),
        CrashStep crash => $"crash, state {crash.State.ToString().ToLowerInvariant()}" + (crash.WithChildren ? ", with children" : "") + At(crash.Agent),
        RestartStep restart => "restart" + At(restart.Agent),
        PauseStep pause => "pause " + pause.Container,
        UnpauseStep unpause => "unpause " + unpause.Container,
        KillStep kill => $"kill {kill.Container} with {kill.Signal}",
        RemoveStep remove => "remove " + remove.Container,
        DaemonStep daemon => "daemon " + daemon.Do.ToString().ToLowerInvariant(),
        _ => step.GetType().Name,
    };

    private static string At(string? neighbour) => neighbour is null ? "" : " at " + neighbour;
}
