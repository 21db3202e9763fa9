namespace Conformance.FakeDocker;

/// <summary>Options before the command, then the command.</summary>
internal static class CliMain
{
    private const string Container = "CONTAINER [CONTAINER...]";

    private static readonly CliCommand Root = new("", "docker [OPTIONS] COMMAND [ARG...]", CliFlags.Global, 0, int.MaxValue, static (_, _) => Task.FromResult(0))
    { StopsAtFirstWord = true, AsksBeforeUsage = true };

    private static readonly CliCommand[] Commands =
    [
        new("run", "docker run [OPTIONS] IMAGE [COMMAND] [ARG...]", CliFlags.Run, 1, int.MaxValue, RunCommand.Run) { StopsAtFirstWord = true, AsksBeforeUsage = true },
        new("inspect", "docker inspect [OPTIONS] NAME|ID [NAME|ID...]", CliFlags.Inspect, 1, int.MaxValue, InspectCommand.Run),
        new("wait", $"docker wait {Container}", CliFlags.None, 1, int.MaxValue, WaitCommand.Run),
        new("rm", $"docker rm [OPTIONS] {Container}", CliFlags.Remove, 1, int.MaxValue, EachCommand.Remove),
        new("kill", $"docker kill [OPTIONS] {Container}", CliFlags.Kill, 1, int.MaxValue, EachCommand.Kill),
        new("stop", $"docker stop [OPTIONS] {Container}", CliFlags.Stop, 1, int.MaxValue, EachCommand.Stop),
        new("logs", "docker logs [OPTIONS] CONTAINER", CliFlags.Logs, 1, 1, LogsCommand.Run),
        new("ps", "docker ps [OPTIONS]", CliFlags.List, 0, 0, ListCommand.Run),
        new("pull", "docker pull [OPTIONS] NAME[:TAG|@DIGEST]", CliFlags.Pull, 1, 1, PullCommand.Run),
        new("version", "docker version [OPTIONS]", CliFlags.Format, 0, 0, VersionCommand.Run),
        new("create", "docker create [OPTIONS] IMAGE [COMMAND] [ARG...]", CliFlags.Create, 1, int.MaxValue, RunCommand.Create) { StopsAtFirstWord = true, AsksBeforeUsage = true },
        new("start", $"docker start [OPTIONS] {Container}", CliFlags.None, 1, int.MaxValue, EachCommand.Start),
        new("restart", $"docker restart [OPTIONS] {Container}", CliFlags.Stop, 1, int.MaxValue, EachCommand.Restart),
        new("pause", $"docker pause {Container}", CliFlags.None, 1, int.MaxValue, EachCommand.Pause),
        new("unpause", $"docker unpause {Container}", CliFlags.None, 1, int.MaxValue, EachCommand.Unpause),
        new("rename", "docker rename CONTAINER NEW_NAME", CliFlags.None, 2, 2, EachCommand.Rename),
        new("update", $"docker update [OPTIONS] {Container}", CliFlags.Update, 1, int.MaxValue, EachCommand.Update) { AsksBeforeUsage = true },
        new("images", "docker images [OPTIONS] [REPOSITORY[:TAG]]", CliFlags.Images, 0, 1, ImageCommands.List) { AsksBeforeUsage = true },
        new("tag", "docker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]", CliFlags.None, 2, 2, ImageCommands.Tag),
        new("rmi", "docker rmi [OPTIONS] IMAGE [IMAGE...]", CliFlags.RemoveImage, 1, int.MaxValue, ImageCommands.Remove),
        new("info", "docker info [OPTIONS]", CliFlags.Format, 0, 0, VersionCommand.Info),
        new("diff", "docker diff CONTAINER", CliFlags.None, 1, 1, ResourceCommands.Changes),
        new("volume create", "docker volume create [OPTIONS] [VOLUME]", CliFlags.CreateVolume, 0, 1, ResourceCommands.CreateVolume) { AsksBeforeUsage = true, AsksBeforeCounting = true },
        new("volume rm", "docker volume rm [OPTIONS] VOLUME [VOLUME...]", CliFlags.Force, 1, int.MaxValue, ResourceCommands.RemoveVolumes) { AsksBeforeUsage = true, AsksBeforeCounting = true },
        new("network create", "docker network create [OPTIONS] NETWORK", CliFlags.CreateNetwork, 1, 1, ResourceCommands.CreateNetwork) { AsksBeforeUsage = true, AsksBeforeCounting = true },
        new("network rm", "docker network rm NETWORK [NETWORK...]", CliFlags.Force, 1, int.MaxValue, ResourceCommands.RemoveNetworks) { AsksBeforeUsage = true, AsksBeforeCounting = true },
        new("network connect", "docker network connect [OPTIONS] NETWORK CONTAINER", CliFlags.None, 2, 2, ResourceCommands.Connect) { AsksBeforeUsage = true, AsksBeforeCounting = true },
        new("network disconnect", "docker network disconnect [OPTIONS] NETWORK CONTAINER", CliFlags.Force, 2, 2, ResourceCommands.Disconnect) { AsksBeforeUsage = true, AsksBeforeCounting = true },
    ];

    /// <summary>Commands that the real program has and this one does not.</summary>
    private static readonly string[] Missing =
    [
        "attach", "build", "builder", "buildx", "commit", "compose", "config", "container", "context", "cp", "events", "exec", "export", "history",
        "image", "import", "load", "login", "logout", "manifest", "network", "node", "plugin", "port", "push", "save", "search", "secret",
        "service", "stack", "stats", "swarm", "system", "top", "trust", "volume",
    ];

    /// <summary>Runs a whole command line, its first word being the program.</summary>
    public static async Task<int> Run(CliSession session, IReadOnlyList<string> words)
    {
        var index = 1;
        var before = await Parse(session, Root, words, index);
        index = before.Next;
        if (before.Text("host") is { } host)
            session.Host = host;
        if (before.Has("version"))
        {
            await session.Out($"Docker version {DockerProgram.Version}, build e6534b4\n");
            return 0;
        }

        if (index >= words.Count)
        {
            await session.Error("Usage:  docker [OPTIONS] COMMAND\n");
            return 0;
        }

        var name = words[index++];
        if (name is "volume" or "network" && index < words.Count)
            name += " " + words[index++];
        foreach (var command in Commands)
        {
            if (command.Name == name)
                return await Run(session, command, words, index);
        }

        if (Array.IndexOf(Missing, name.Split(' ')[0]) >= 0)
        {
            session.Remark($"conformance: the simulated docker program does not know '{name}'");
            throw new CliUsageException($"conformance: the simulated docker program does not know '{name}'\n", 1);
        }

        throw new CliUsageException($"docker: unknown command: docker {name}\n\nRun 'docker --help' for more information\n", 1);
    }

    private static async Task<CliArguments> Parse(CliSession session, CliCommand command, IReadOnlyList<string> words, int index)
    {
        try
        {
            return CliParser.Parse(command, words, index);
        }
        catch (CliUsageException) when (command.AsksBeforeUsage)
        {
            await session.Negotiate();
            throw;
        }
    }

    private static async Task<int> Run(CliSession session, CliCommand command, IReadOnlyList<string> words, int index)
    {
        var arguments = await Parse(session, command, words, index);
        index = arguments.Next;
        for (; index < words.Count; index++)
            arguments.Words.Add(words[index]);
        if (arguments.Words.Count < command.LeastWords || arguments.Words.Count > command.MostWords)
        {
            if (command.AsksBeforeCounting)
                await session.Negotiate();
            throw CliUsageException.Words(command);
        }

        foreach (var (flag, _) in arguments.Options)
        {
            if (flag.IsInert)
                session.Remark($"conformance: --{flag.Name} of docker {command.Name} is taken and has no effect in a simulation");
        }

        return await command.Body(session, arguments);
    }
}
