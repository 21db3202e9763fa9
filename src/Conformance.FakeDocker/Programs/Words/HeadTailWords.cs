using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary>head and tail.</summary>
internal static class HeadTailWords
{
    /// <summary><c>head [-n N | -c N | -N] [file...]</c>: stops reading when it has enough.</summary>
    public static Task<int> Head(WordRun run) => Run(run, isHead: true);

    /// <summary><c>tail [-n N | -c N | -N] [file...]</c>.</summary>
    public static Task<int> Tail(WordRun run) => Run(run, isHead: false);

    private static async Task<int> Run(WordRun run, bool isHead)
    {
        long count = 10;
        var isBytes = false;
        var files = new List<string>();
        for (var index = 0; index < run.Arguments.Count; index++)
        {
            var word = run.Arguments[index];
            if (word.Length < 2 || word[0] != '-')
            {
                files.Add(word);
                continue;
            }

            string digits;
            if (word[1] is 'n' or 'c')
            {
                isBytes = word[1] == 'c';
                digits = word.Length > 2 ? word[2..] : ++index < run.Arguments.Count ? run.Arguments[index] : "";
            }
            else if (char.IsAsciiDigit(word[1]))
            {
                digits = word[1..];
            }
            else
            {
                return await run.Unsupported($"the option {word}");
            }

            if (digits.StartsWith('+') || digits.StartsWith('-'))
                return await run.Unsupported($"the number {digits}");
            if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count))
                return await run.Fail($"invalid number '{digits}'");
        }

        var status = 0;
        for (var index = 0; index < Math.Max(1, files.Count); index++)
        {
            var path = files.Count == 0 ? "-" : files[index];
            if (await run.Open(path) is not { } file)
            {
                status = 1;
                continue;
            }

            if (files.Count > 1)
                await run.Out($"{(index > 0 ? "\n" : "")}==> {path} <==\n");
            await run.Write(1, isHead ? await First(run, file, count, isBytes) : Last(await run.ReadAll(file), count, isBytes));
            file.Release();
        }

        return status;
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
}
