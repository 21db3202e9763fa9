namespace Conformance.FakeDocker;

/// <summary>The environment that a container's process gets: the daemon's defaults, then Config.Env; <c>K</c> without <c>=</c> removes.</summary>
internal static class ProcessEnvironment
{
    /// <summary>By name, in ordinal order.</summary>
    public static SortedDictionary<string, string> Of(ContainerRecord record)
    {
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = ProgramTable.DefaultPath,
            ["HOSTNAME"] = record.Config.Hostname,
        };
        if (record.Config.Tty)
            environment["TERM"] = "xterm";
        foreach (var variable in record.Config.Env ?? [])
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                environment.Remove(variable);
            else
                environment[variable[..equals]] = variable[(equals + 1)..];
        }

        environment.TryAdd("HOME", record.Config.User is "" or "root" or "0" ? "/root" : "/");
        return environment;
    }
}
