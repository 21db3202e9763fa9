namespace Conformance.FakeDocker;

/// <summary>touch, mkdir, rm, rmdir, cp, mv, chmod.</summary>
internal static class FileWords
{
    /// <summary><c>touch [-c] file...</c>.</summary>
    public static Task<int> Touch(WordRun run) => ForEach(run, "c", async (path, shown, letters) =>
    {
        if (await run.Kernel.Files.Look(path) is not null || letters.Contains('c'))
            return 0;
        if (await run.Kernel.Files.Look(ContainerPath.Parent(path)) is not { IsFolder: true })
            return await run.Fail($"{shown}: No such file or directory");
        await run.Kernel.Files.Write(path, default, append: false);
        return 0;
    });

    /// <summary><c>mkdir [-p] folder...</c>.</summary>
    public static Task<int> MakeFolder(WordRun run) => ForEach(run, "p", async (path, shown, letters) =>
    {
        var entry = await run.Kernel.Files.Look(path);
        if (entry is not null)
            return letters.Contains('p') && entry.IsFolder ? 0 : await run.Fail($"can't create directory '{shown}': File exists");
        if (!letters.Contains('p') && await run.Kernel.Files.Look(ContainerPath.Parent(path)) is not { IsFolder: true })
            return await run.Fail($"can't create directory '{shown}': No such file or directory");
        await run.Kernel.Files.CreateFolder(path);
        return 0;
    });

    /// <summary><c>rm [-rf] path...</c>.</summary>
    public static Task<int> Remove(WordRun run) => ForEach(run, "rRf", async (path, shown, letters) =>
    {
        var entry = await run.Kernel.Files.Look(path);
        if (entry is null)
            return letters.Contains('f') ? 0 : await run.Fail($"can't remove '{shown}': No such file or directory");
        if (entry.IsFolder && !letters.AsSpan().ContainsAny("rR"))
            return await run.Fail($"'{shown}' is a directory");
        await run.Kernel.Files.Delete(path);
        return 0;
    });

    /// <summary><c>rmdir folder...</c>.</summary>
    public static Task<int> RemoveFolder(WordRun run) => ForEach(run, "", async (path, shown, _) =>
    {
        var entry = await run.Kernel.Files.Look(path);
        if (entry is not { IsFolder: true })
            return await run.Fail($"'{shown}': {(entry is null ? "No such file or directory" : "Not a directory")}");
        if ((await run.Kernel.Files.List(path)).Count > 0)
            return await run.Fail($"'{shown}': Directory not empty");
        await run.Kernel.Files.Delete(path);
        return 0;
    });

    /// <summary><c>cp from to</c>: one file.</summary>
    public static Task<int> Copy(WordRun run) => Transfer(run, isMove: false);

    /// <summary><c>mv from to</c>: one file.</summary>
    public static Task<int> Move(WordRun run) => Transfer(run, isMove: true);

    /// <summary><c>chmod mode file...</c>: only the right to execute is simulated.</summary>
    public static async Task<int> ChangeMode(WordRun run)
    {
        if (run.Arguments.Count < 2)
            return await run.Misused();
        var mode = run.Arguments[0];
        var isOctal = mode.Length is 3 or 4 && mode.All(digit => digit is >= '0' and <= '7');
        if (!isOctal && !mode.EndsWith('x') && !mode.AsSpan().ContainsAny("rw"))
            return await run.Unsupported($"the mode {mode}");
        var status = 0;
        foreach (var shown in run.Arguments.Skip(1))
        {
            var changes = isOctal || mode.EndsWith('x');
            var executable = isOctal ? (mode[^3] & 1) == 1 : !mode.Contains('-');
            if (changes && !await run.Kernel.Files.SetExecutable(run.Resolve(shown), executable))
                status = await run.Fail($"{shown}: No such file or directory");
        }

        return status;
    }

    private static async Task<int> Transfer(WordRun run, bool isMove)
    {
        var names = run.Arguments.Where(word => word.Length == 1 || !word.StartsWith('-')).ToArray();
        if (names.Length < 2)
            return await run.Misused();
        if (names.Length != 2)
            return await run.Unsupported("anything but one source and one target");
        var from = run.Resolve(names[0]);
        var to = run.Resolve(names[1]);
        if (await run.Kernel.Files.Look(to) is { IsFolder: true })
            to = ContainerPath.Resolve(to, ContainerPath.Name(from));
        var entry = await run.Kernel.Files.Look(from);
        if (entry is { IsFolder: true })
            return await run.Unsupported("folders");
        if (entry is null || await run.Kernel.Files.Read(from) is not { } content)
            return await run.Fail(isMove ? $"can't rename '{names[0]}': No such file or directory" : $"can't stat '{names[0]}': No such file or directory");
        if (await run.Kernel.Files.Look(ContainerPath.Parent(to)) is not { IsFolder: true })
            return await run.Fail($"can't create '{names[1]}': No such file or directory");
        await run.Kernel.Files.Write(to, content, append: false);
        await run.Kernel.Files.SetExecutable(to, entry.IsExecutable);
        if (isMove)
            await run.Kernel.Files.Delete(from);
        return 0;
    }

    private static async Task<int> ForEach(WordRun run, string known, Func<string, string, string, Task<int>> act)
    {
        var letters = "";
        var status = 0;
        var count = 0;
        foreach (var word in run.Arguments)
        {
            if (word.Length > 1 && word[0] == '-' && count == 0)
            {
                if (word != "--" && word.AsSpan(1).ContainsAnyExcept(known))
                    return await run.Unsupported($"the option {word}");
                letters += word[1..];
                continue;
            }

            count++;
            status |= await act(run.Resolve(word), word, letters);
        }

        return count == 0 && !letters.Contains('f') ? await run.Misused() : status;
    }
}
