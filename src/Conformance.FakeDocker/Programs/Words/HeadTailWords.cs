using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary>head and tail.</summary>
internal static class HeadTailWords
{
    /// <summary><c>head [-qv] [-n [-]N | -c [-]N | -N] [file...]</c>: stops reading when it has enough.</summary>
    public static Task<int> Head(WordRun run) => Run(run, isHead: true);

    /// <summary><c>tail [-qv] [-n [+]N | -c [+]N | -N] [file...]</c>.</summary>
    public static Task<int> Tail(WordRun run) => Run(run, isHead: false);

    private static async Task<int> Run(WordRun run, bool isHead)
    {
        var (count, sign, isBytes, isTold, files) = (10L, ' ', false, (bool?)null, new List<string>());
        for (var index = 0; index < run.Arguments.Count; index++)
        {
            var word = run.Arguments[index];
            if (word.Length < 2 || word[0] != '-')
            {
                files.Add(word);
                continue;
            }

            if (word[1] is 'q' or 'v')
            {
                isTold = word[1] == 'v';
                continue;
            }

            if (word[1] is not ('n' or 'c') && !char.IsAsciiDigit(word[1]))
                return await run.Unsupported($"the option {word}");
            isBytes = word[1] == 'c';
            var digits = char.IsAsciiDigit(word[1]) ? word[1..] : word.Length > 2 ? word[2..] : ++index < run.Arguments.Count ? run.Arguments[index] : null;
            if (digits is null)
            {
                await run.Complain($"option requires an argument -- '{word[1]}'");
                return await run.Misused();
            }

            // Head counts from the end with a minus, tail from the start with a plus; a tail of a negative number is that of the number.
            sign = digits is ['+', ..] && !isHead ? '+' : digits is ['-', ..] && isHead ? '-' : ' ';
            var number = digits is ['-', ..] || sign != ' ' ? digits[1..] : digits;
            if (TryCount(number) is not { } value)
                return await run.Fail($"invalid number '{(isHead && sign == '-' ? number : digits)}'");
            count = value;
        }

        if (files.Count == 0)
            files.Add("-");
        // Tail opens all before it reads one, and counts those that it could open.
        List<Input?> opened = [];
        for (var index = 0; !isHead && index < files.Count; index++)
            opened.Add(await Open(run, files[index], isHead));
        var isTitled = isTold ?? (isHead ? files.Count : opened.Count(input => input is not null)) > 1;
        var (status, hasTold) = (0, false);
        for (var index = 0; index < files.Count; index++)
        {
            var input = isHead ? await Open(run, files[index], isHead) : opened[index];
            if (input?.File is null)
                status = 1;
            if (input is null)
                continue;
            if (isTitled)
                await run.Out($"{(hasTold ? "\n" : "")}==> {(input.Path == "-" ? "standard input" : input.Path)} <==\n");
            hasTold = true;
            if (input.File is not { } file)
                continue;
            await run.Write(1, sign switch
            {
                '-' => Start(await run.ReadAll(file), count, isBytes),
                '+' => From(await run.ReadAll(file), count, isBytes),
                _ => isHead ? await First(run, file, count, isBytes) : Last(await run.ReadAll(file), count, isBytes),
            });
            file.Release();
        }

        return hasTold || isHead ? status : await run.Fail("no files");
    }

    /// <summary>Null after a message. A folder can be opened and not read.</summary>
    private static async Task<Input?> Open(WordRun run, string path, bool isHead)
    {
        if (path == "-" || await run.Kernel.Files.Look(run.Resolve(path)) is not { IsFolder: true })
            return await run.Open(path, isBrief: isHead) is { } file ? new Input(path, file) : null;
        await run.Complain(isHead ? $"{path}: Input/output error" : "read error: Is a directory");
        return new Input(path, null);
    }

    private static long? TryCount(string digits)
    {
        var factor = digits is [.., 'b' or 'k' or 'm'] ? digits[^1] switch { 'b' => 512, 'k' => 1024, _ => 1024 * 1024 } : 1;
        return long.TryParse(factor == 1 ? digits : digits[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value * factor : null;
    }

    /// <summary>All but the last.</summary>
    private static byte[] Start(byte[] all, long count, bool isBytes) => all[..^Last(all, count, isBytes).Length];

    /// <summary>From the counted one on.</summary>
    private static byte[] From(byte[] all, long count, bool isBytes)
    {
        var place = 0;
        for (var skipped = 1L; skipped < count && place < all.Length; place++)
            skipped += isBytes || all[place] == '\n' ? 1 : 0;
        return all[place..];
    }

    private static async Task<byte[]> First(WordRun run, OpenFile file, long count, bool isBytes)
    {
        var taken = new List<byte>();
        while (count > 0 && await file.Read(run.Process, 1024) is { IsEmpty: false } piece)
        {
            foreach (var value in piece.ToArray())
            {
                if (count == 0)
                    break;
                taken.Add(value);
                count -= isBytes || value == '\n' ? 1 : 0;
            }
        }

        return [.. taken];
    }

    private static byte[] Last(byte[] all, long count, bool isBytes)
    {
        if (isBytes)
            return all[(int)Math.Max(0, all.Length - count)..];
        var start = all.Length;
        while (start > 0)
        {
            if (all[start - 1] == '\n' && start < all.Length && --count <= 0)
                break;
            start--;
        }

        return count <= 0 && start == all.Length ? [] : all[start..];
    }

    private sealed record Input(string Path, OpenFile? File);
}
