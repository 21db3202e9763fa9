using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>Commands that do one thing to each container named and print its name: rm, kill, stop, start, pause, ...</summary>
internal static class EachCommand
{
    /// <summary><c>docker rm [-f] [-v]</c>: with -f one that is not there is reported and no failure.</summary>
    public static Task<int> Remove(CliSession session, CliArguments arguments)
    {
        var isForced = arguments.Has("force");
        return AtOnce(session, arguments.Words, name => session.Call(new RemoveContainer(name, isForced, arguments.Has("volumes"))), forgivesMissing: isForced);
    }

    /// <summary><c>docker kill [-s SIGNAL]</c>.</summary>
    public static Task<int> Kill(CliSession session, CliArguments arguments) =>
        AtOnce(session, arguments.Words, name => session.Call(new KillContainer(name, arguments.Text("signal"))));

    /// <summary><c>docker stop [-t SECONDS]</c>.</summary>
    public static Task<int> Stop(CliSession session, CliArguments arguments) =>
        AtOnce(session, arguments.Words, name => session.Call(new StopContainer(name, (int?)arguments.Number("timeout"))));

    /// <summary><c>docker restart [-t SECONDS]</c>.</summary>
    public static Task<int> Restart(CliSession session, CliArguments arguments) =>
        AtOnce(session, arguments.Words, name => session.Call(new RestartContainer(name, (int?)arguments.Number("timeout"))));

    /// <summary><c>docker pause</c>.</summary>
    public static Task<int> Pause(CliSession session, CliArguments arguments) =>
        AtOnce(session, arguments.Words, name => session.Call(new PauseContainer(name)));

    /// <summary><c>docker unpause</c>.</summary>
    public static Task<int> Unpause(CliSession session, CliArguments arguments) =>
        AtOnce(session, arguments.Words, name => session.Call(new UnpauseContainer(name)));

    /// <summary><c>docker start</c>: one after the other; the failed ones are named again at the end.</summary>
    public static async Task<int> Start(CliSession session, CliArguments arguments)
    {
        await session.Negotiate();
        var failed = new List<string>();
        foreach (var name in arguments.Words)
        {
            try
            {
                await session.Call(new StartContainer(name));
                await session.Out(name + "\n");
            }
            catch (DockerException exception)
            {
                await session.Error(session.Describe(exception) + "\n");
                failed.Add(name);
            }
        }

        if (failed.Count == 0)
            return 0;
        await session.Error($"Error: failed to start containers: {string.Join(", ", failed)}\n");
        return 1;
    }

    /// <summary><c>docker rename OLD NEW</c>: silent when it succeeds.</summary>
    public static async Task<int> Rename(CliSession session, CliArguments arguments)
    {
        await session.Negotiate();
        try
        {
            await session.Call(new RenameContainer(arguments.Words[0], arguments.Words[1]));
            return 0;
        }
        catch (DockerException exception)
        {
            await session.Error($"{session.Describe(exception)}\nError: failed to rename container named {arguments.Words[0]}\n");
            return 1;
        }
    }

    /// <summary><c>docker update</c>.</summary>
    public static async Task<int> Update(CliSession session, CliArguments arguments)
    {
        if (arguments.Options.Count == 0)
        {
            await session.Error("you must provide one or more flags when using this command\n");
            return 1;
        }

        var resources = new ResourceUpdate
        {
            CpuShares = arguments.Number("cpu-shares"),
            CpuQuota = arguments.Number("cpu-quota"),
            CpuPeriod = arguments.Number("cpu-period"),
            NanoCpus = arguments.Processors("cpus"),
            Memory = arguments.Size("memory"),
            MemorySwap = arguments.Size("memory-swap"),
            MemoryReservation = arguments.Size("memory-reservation"),
        };
        return await AtOnce(session, arguments.Words, name => session.Call(new UpdateContainer(name, resources)));
    }

    /// <summary>Sends all requests, then reports in the order of the names; what failed comes after all that went well.</summary>
    private static async Task<int> AtOnce<T>(CliSession session, List<string> names, Func<string, Task<T>> act, bool forgivesMissing = false)
    {
        await session.Negotiate();
        var calls = new Task<T>[names.Count];
        for (var index = 0; index < calls.Length; index++)
            calls[index] = act(names[index]);
        List<string>? errors = null;
        var isFailure = false;
        for (var index = 0; index < calls.Length; index++)
        {
            try
            {
                await calls[index];
                await session.Out(names[index] + "\n");
            }
            catch (DockerException exception)
            {
                (errors ??= []).Add(session.Describe(exception));
                isFailure |= !(forgivesMissing && exception.IsNotFound);
            }
        }

        if (errors is not null)
            await session.Error(string.Join('\n', errors) + "\n");
        return isFailure ? 1 : 0;
    }
}
