namespace Conformance.FakeDocker;

/// <summary>Whether and when a container that ended is started again by its policy.</summary>
internal static class RestartRules
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongRun = TimeSpan.FromSeconds(10);

    /// <summary>The wait before the restart, or null for none. It doubles from 100 ms on and begins anew after a run of 10 s.</summary>
    public static TimeSpan? Delay(FakeContainer container, int exitCode, TimeSpan ran)
    {
        var record = container.Record;
        if (container.IsPolicyOff || container.IsBeingRemoved || record.WasStoppedByClient)
            return null;
        var wants = record.Policy switch
        {
            "always" or "unless-stopped" => true,
            "on-failure" => exitCode != 0
                && (record.HostConfig.RestartPolicy!.MaximumRetryCount is var limit && (limit == 0 || record.RestartCount < limit)),
            _ => false,
        };
        if (!wants)
            return null;
        if (ran >= LongRun)
            container.RestartDelay = TimeSpan.Zero;
        var next = container.RestartDelay == TimeSpan.Zero ? First : container.RestartDelay * 2;
        return container.RestartDelay = next < Longest ? next : Longest;
    }
}
