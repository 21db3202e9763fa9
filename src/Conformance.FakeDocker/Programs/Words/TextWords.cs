using System.Globalization;
using System.Text;

namespace Conformance.FakeDocker;

/// <summary>cat, tee, yes, wc.</summary>
internal static class TextWords
{
    /// <summary><c>cat [-n] file...</c>.</summary>
    public static async Task<int> Cat(WordRun run)
    {
        var isNumbered = run.Arguments is ["-n", ..];
        var paths = run.Arguments.Skip(isNumbered ? 1 : 0).DefaultIfEmpty("-").ToArray();
        if (Array.Find(paths, path => path.Length > 1 && path[0] == '-') is { } option)
            return await run.Unsupported($"the option {option}");
        var (status, line) = (0, 0);
        foreach (var path in paths)
        {
            if (await run.Open(path) is not { } file)
            {
                status = 1;
                continue;
            }

            if (isNumbered)
            {
                foreach (var text in Lines(Encoding.UTF8.GetString(await run.ReadAll(file))))
                    await run.Out(string.Create(CultureInfo.InvariantCulture, $"{++line,6}\t{text}\n"));
            }

            while (!isNumbered && await file.Read(run.Process, 65536) is { IsEmpty: false } piece)
            {
                if (!await run.Write(1, piece))
                    return 1;
            }

            file.Release();
        }

        return status;
    }

    /// <summary>Lines of a text; the last one may lack its end.</summary>
    internal static string[] Lines(string text) => text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    /// <summary><c>tee [-a] file...</c>.</summary>
    public static async Task<int> Tee(WordRun run)
    {
        var isAppend = run.Arguments.Count > 0 && run.Arguments[0] == "-a";
        var (files, status) = (new List<string>(), 0);
        foreach (var shown in run.Arguments.Skip(isAppend ? 1 : 0))
        {
            var path = run.Resolve(shown);
            if (await run.Kernel.Files.Look(path) is { IsFolder: true })
                status = await run.Fail($"{shown}: Is a directory");
            else if (await run.Kernel.Files.Look(ContainerPath.Parent(path)) is not { IsFolder: true })
                status = await run.Fail($"{shown}: {await run.WhyMissing(shown)}");
            else
                files.Add(path);
        }

        foreach (var file in files)
            await run.Kernel.Files.Write(file, default, isAppend);
        while (run.Process[0] is { } input && await input.Read(run.Process, 65536) is { IsEmpty: false } piece)
        {
            foreach (var file in files)
                await run.Kernel.Files.Write(file, piece, append: true);
            if (!await run.Write(1, piece))
                return 1;
        }

        return status;
    }

    /// <summary><c>yes [word...]</c>: until nobody reads.</summary>
    public static async Task<int> Yes(WordRun run)
    {
        var line = (run.Arguments.Count == 0 ? "y" : string.Join(' ', run.Arguments)) + "\n";
        var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, Math.Max(1, 1024 / line.Length))));
        while (await run.Write(1, block))
        {
        }

        return 0;
    }

    /// <summary><c>wc [-lwc] [file...]</c>.</summary>
    public static async Task<int> Count(WordRun run)
    {
        var letters = string.Concat(run.Arguments.Where(word => word.Length > 1 && word[0] == '-').Select(word => word[1..]));
        if (letters.AsSpan().ContainsAnyExcept("lwc"))
            return await run.Unsupported($"the option -{letters}");
        var files = run.Arguments.Where(word => word.Length < 2 || word[0] != '-').ToArray();
        var status = 0;
        long[] total = [0, 0, 0];
        foreach (var path in files.Length == 0 ? ["-"] : files)
        {
            if (path != "-" && await run.Kernel.Files.Look(run.Resolve(path)) is { IsFolder: true })
            {
                // It is opened, and counted as far as it can be read.
                status = await run.Fail($"{path}: Is a directory");
                await Print([0, 0, 0], path);
                continue;
            }

            if (await run.Open(path, isBrief: true) is not { } file)
            {
                status = 1;
                continue;
            }

            var counts = CountIn(await run.ReadAll(file));
            for (var index = 0; index < 3; index++)
                total[index] += counts[index];
            await Print(counts, files.Length == 0 ? "" : path);
        }

        if (files.Length > 1)
            await Print(total, "total");
        return status;

        Task<bool> Print(long[] counts, string name)
        {
            var shown = counts.Where((_, index) => letters.Length == 0 || letters.Contains("lwc"[index])).ToArray();
            var text = shown.Length == 1 && files.Length <= 1
                ? shown[0].ToString(CultureInfo.InvariantCulture)
                : string.Join(' ', shown.Select(count => count.ToString(CultureInfo.InvariantCulture).PadLeft(9)));
            return run.Out(text + (name.Length == 0 ? "" : " " + name) + "\n");
        }
    }

    private static long[] CountIn(byte[] content)
    {
        long lines = 0;
        long words = 0;
        var inWord = false;
        foreach (var value in content)
        {
            lines += value == '\n' ? 1 : 0;
            var isBlank = value is (byte)' ' or (>= 9 and <= 13);
            words += !isBlank && !inWord ? 1 : 0;
            inWord = !isBlank;
        }

        return [lines, words, content.Length];
    }
}
