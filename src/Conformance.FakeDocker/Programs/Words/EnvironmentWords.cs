namespace Conformance.FakeDocker;

/// <summary>env and printenv.</summary>
internal static class EnvironmentWords
{
    /// <summary><c>env [-i] [-u NAME] [NAME=VALUE...] [program argument...]</c>.</summary>
    public static async Task<int> Env(WordRun run)
    {
        var environment = new Dictionary<string, string>(run.Start.Environment, StringComparer.Ordinal);
        var words = run.Arguments;
        var index = 0;
        for (; index < words.Count && words[index].StartsWith('-'); index++)
        {
            if (words[index] is "-i" or "-")
                environment.Clear();
            else if (words[index] == "-u" && index + 1 < words.Count)
                environment.Remove(words[++index]);
            else
                return await run.Unsupported($"the option {words[index]}");
        }

        for (; index < words.Count && words[index].IndexOf('=', StringComparison.Ordinal) is var equals and > 0; index++)
            environment[words[index][..equals]] = words[index][(equals + 1)..];
        if (index == words.Count)
        {
            foreach (var (name, value) in environment)
                await run.Out($"{name}={value}\n");
            return 0;
        }

        var start = run.Start with { Arguments = [.. words.Skip(index)], Environment = environment };
        var program = start.Arguments[0];
        var (path, exists) = await ProgramRunner.Find(run.Kernel, start, environment.GetValueOrDefault("PATH", "/sbin:/usr/sbin:/bin:/usr/bin"));
        var result = path is null ? (exists ? ProgramRunner.CannotExecute : ProgramRunner.NotFound) : await ProgramRunner.Run(run.Kernel, run.Process, path, start);
        return result switch
        {
            ProgramRunner.NotFound => await run.Fail($"can't execute '{program}': No such file or directory", 127),
            ProgramRunner.CannotExecute => await run.Fail($"can't execute '{program}': Permission denied", 126),
            _ => result,
        };
    }

    /// <summary><c>printenv [name...]</c>: 1 when a name is not set.</summary>
    public static async Task<int> PrintEnv(WordRun run)
    {
        if (run.Arguments.Count == 0)
        {
            foreach (var (name, value) in run.Start.Environment)
                await run.Out($"{name}={value}\n");
            return 0;
        }

        var status = 0;
        foreach (var name in run.Arguments)
        {
            if (run.Start.Environment.TryGetValue(name, out var value))
                await run.Out(value + "\n");
            else
                status = 1;
        }

        return status;
    }
}
