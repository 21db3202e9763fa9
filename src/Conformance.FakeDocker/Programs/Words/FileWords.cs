namespace Conformance.FakeDocker;

/// <summary>touch, mkdir, rm, rmdir, cp, mv, chmod.</summary>
internal static class FileWords
{
    private const string NoFolderOnTheWay = "Path has non-directory component";

    /// <summary><c>touch [-c] file...</c>.</summary>
    public static Task<int> Touch(WordRun run) => ForEach(run, "c", async (path, shown, letters) =>
    {
        if (await run.Kernel.Files.Look(path) is not null)
            return 0;
        var why = await run.Kernel.Files.Look(ContainerPath.Parent(path)) is { IsFolder: true } ? null : await run.WhyMissing(path);
        if (letters.Contains('c') && why != ContainerFiles.NotAFolder)
            return 0;
        if (why is not null)
            return await run.Fail($"{shown}: {why}");
        await run.Kernel.Files.Write(path, default, append: false);
        return 0;
    });

    /// <summary><c>mkdir [-p] folder...</c>.</summary>
    public static Task<int> MakeFolder(WordRun run) => ForEach(run, "p", async (path, shown, letters) =>
    {
        var entry = await run.Kernel.Files.Look(path);
        if (entry is not null)
            return letters.Contains('p') && entry.IsFolder ? 0 : await run.Fail($"can't create directory '{shown}': File exists");
        if (await run.Kernel.Files.Look(ContainerPath.Parent(path)) is not { IsFolder: true } && await run.WhyMissing(path) is var why && (why == ContainerFiles.NotAFolder || !letters.Contains('p')))
            return await run.Fail($"can't create directory '{(letters.Contains('p') ? await FirstFile(run, shown) : shown)}': {why}");
        await run.Kernel.Files.CreateFolder(path);
        return 0;
    });

    /// <summary><c>rm [-rf] path...</c>.</summary>
    public static Task<int> Remove(WordRun run) => ForEach(run, "rRf", async (path, shown, letters) =>
    {
        var entry = await run.Kernel.Files.Look(path);
        if (entry is null)
        {
            var why = await run.WhyMissing(path);
            if (why == ContainerFiles.NotAFolder)
                return await run.Fail($"can't stat '{shown}': {why}");
            return letters.Contains('f') ? 0 : await run.Fail($"can't remove '{shown}': {why}");
        }

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
            return await run.Fail($"'{shown}': {(entry is null ? await run.WhyMissing(path) : ContainerFiles.NotAFolder)}");
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
                status = await run.Fail($"{shown}: {await run.WhyMissing(shown)}");
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
        var shown = names[1];
        if (await run.Kernel.Files.Look(to) is { IsFolder: true })
        {
            to = ContainerPath.Resolve(to, ContainerPath.Name(from));
            shown = $"{shown.TrimEnd('/')}/{ContainerPath.Name(from)}";
        }

        var entry = await run.Kernel.Files.Look(from);
        if (entry is { IsFolder: true })
            return await run.Unsupported("folders");
        if (entry is null || await run.Kernel.Files.Read(from) is not { } content)
        {
            var why = await run.WhyMissing(from);
            return await run.Fail(isMove ? $"can't rename '{names[0]}': {why}" : $"can't stat '{names[0]}': {(why == ContainerFiles.NotAFolder ? NoFolderOnTheWay : why)}");
        }

        if (await run.Kernel.Files.Look(ContainerPath.Parent(to)) is not { IsFolder: true })
        {
            var why = await run.WhyMissing(to);
            return await run.Fail(why == ContainerFiles.NotAFolder ? $"can't stat '{shown}': {NoFolderOnTheWay}" : isMove ? $"can't rename '{names[0]}': {why}" : $"can't create '{shown}': {why}");
        }

        if (from == to)
            return isMove ? 0 : await run.Fail($"'{names[0]}' and '{shown}' are the same file");
        await run.Kernel.Files.Write(to, content, append: false);
        await run.Kernel.Files.SetExecutable(to, entry.IsExecutable);
        if (isMove)
            await run.Kernel.Files.Delete(from);
        return 0;
    }

    /// <summary>How <c>mkdir -p</c> tells what is in its way: the path to there, with the slash after it.</summary>
    private static async Task<string> FirstFile(WordRun run, string shown)
    {
        for (var end = shown.IndexOf('/', 1); end > 0; end = shown.IndexOf('/', end + 1))
        {
            if (await run.Kernel.Files.Look(run.Resolve(shown[..end])) is { IsFolder: false })
                return shown[..(end + 1)];
        }

        return shown;
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
