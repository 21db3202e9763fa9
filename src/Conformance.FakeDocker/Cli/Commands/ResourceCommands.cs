using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>volume create and rm; network create, rm, connect and disconnect.</summary>
internal static class ResourceCommands
{
    /// <summary><c>docker volume create [-d DRIVER] [--label L]... [VOLUME]</c>: prints its name.</summary>
    public static Task<int> CreateVolume(CliSession session, CliArguments arguments) => Once(session, async () =>
    {
        var body = new VolumeBody(arguments.Words.FirstOrDefault(), arguments.Text("driver") ?? "local", Labels: Labels(arguments));
        await session.Out((await session.Call(new CreateVolume(body))).Name + "\n");
    });

    /// <summary><c>docker volume rm [-f] VOLUME...</c>: one after the other; what failed is told at the end.</summary>
    public static async Task<int> RemoveVolumes(CliSession session, CliArguments arguments)
    {
        await session.Negotiate();
        var errors = new List<string>();
        foreach (var name in arguments.Words)
        {
            try
            {
                await session.Call(new RemoveVolume(name, arguments.Has("force")));
                await session.Out(name + "\n");
            }
            catch (DockerException exception)
            {
                errors.Add(session.Describe(exception));
            }
        }

        if (errors.Count == 0)
            return 0;
        await session.Error(string.Join('\n', errors) + "\n");
        return 1;
    }

    /// <summary><c>docker network create [-d DRIVER] [--internal] [--attachable] [--label L]... NETWORK</c>: prints its id.</summary>
    public static Task<int> CreateNetwork(CliSession session, CliArguments arguments) => Once(session, async () =>
    {
        var body = new NetworkBody
        {
            Name = arguments.Words[0],
            CheckDuplicate = true,
            Driver = arguments.Text("driver") ?? "bridge",
            IPAM = new NetworkAddresses { Driver = "default" },
            Internal = arguments.Has("internal"),
            Attachable = arguments.Has("attachable"),
            Labels = Labels(arguments),
        };
        await session.Out((await session.Call(new CreateNetwork(body))).Id + "\n");
    });

    /// <summary><c>docker network rm [-f] NETWORK...</c>: looks at each first, and tells of each failure at once.</summary>
    public static async Task<int> RemoveNetworks(CliSession session, CliArguments arguments)
    {
        await session.Negotiate();
        var isFailure = false;
        foreach (var name in arguments.Words)
        {
            try
            {
                await session.Try(new InspectNetwork(name));
                await session.Call(new RemoveNetwork(name));
                await session.Out(name + "\n");
            }
            catch (DockerException exception) when (!(arguments.Has("force") && exception.IsNotFound))
            {
                await session.Error(session.Describe(exception) + "\n");
                isFailure = true;
            }
            catch (DockerException)
            {
                // Forced: one that is not there is as good as removed.
            }
        }

        if (!isFailure)
            return 0;
        await session.Error("exit status 1\n");
        return 1;
    }

    /// <summary><c>docker network connect NETWORK CONTAINER</c>: silent when it succeeds.</summary>
    public static Task<int> Connect(CliSession session, CliArguments arguments) =>
        Once(session, () => session.Call(new ConnectNetwork(arguments.Words[0], new NetworkMembership(arguments.Words[1]))));

    /// <summary><c>docker network disconnect [-f] NETWORK CONTAINER</c>: silent when it succeeds.</summary>
    public static Task<int> Disconnect(CliSession session, CliArguments arguments) =>
        Once(session, () => session.Call(new DisconnectNetwork(arguments.Words[0], new NetworkMembership(arguments.Words[1], Force: arguments.Has("force")))));

    /// <summary><c>docker diff CONTAINER</c>: a letter and a path for each change.</summary>
    public static Task<int> Changes(CliSession session, CliArguments arguments) => Once(session, async () =>
    {
        const string letters = "CAD";
        foreach (var change in (await session.Call(new ReadChanges(arguments.Words[0]))).All)
            await session.Out($"{letters[change.Kind]} {change.Path}\n");
    });

    private static async Task<int> Once(CliSession session, Func<Task> act)
    {
        await session.Negotiate();
        try
        {
            await act();
            return 0;
        }
        catch (DockerException exception)
        {
            await session.Error(session.Describe(exception) + "\n");
            return 1;
        }
    }

    private static Dictionary<string, string>? Labels(CliArguments arguments) =>
        arguments.All("label")?.Select(label => label.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "", StringComparer.Ordinal);
}
