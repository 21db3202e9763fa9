using Conformance.Docker;

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
        Add(environment, record.Config.Env);
        environment.TryAdd("HOME", record.Config.User is "" or "root" or "0" ? "/root" : "/");
        return environment;
    }

    /// <summary>That of a command in a running container: its own variables over those of the container.</summary>
    public static SortedDictionary<string, string> Of(ContainerRecord record, ExecSpec exec, ContainerUser user)
    {
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = ProgramTable.DefaultPath,
            ["HOSTNAME"] = record.Config.Hostname,
        };
        if (exec.Tty)
            environment["TERM"] = "xterm";
        Add(environment, record.Config.Env);
        Add(environment, exec.Env);
        environment.TryAdd("HOME", user.Uid == 0 ? "/root" : "/");
        return environment;
    }

    private static void Add(SortedDictionary<string, string> environment, IReadOnlyList<string>? variables)
    {
        foreach (var variable in variables ?? [])
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                environment.Remove(variable);
            else
                environment[variable[..equals]] = variable[(equals + 1)..];
        }
    }
}
