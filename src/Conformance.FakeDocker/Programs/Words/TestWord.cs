using System.Globalization;

namespace Conformance.FakeDocker;

/// <summary><c>test</c> and <c>[</c>: 0 true, 1 false, 2 trouble.</summary>
internal static class TestWord
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        var words = run.Arguments;
        if (ContainerPath.Name(run.Start.Arguments[0]) == "[")
        {
            if (words.Count == 0 || words[^1] != "]")
                return await run.Fail("missing ]", 2);
            words = [.. words.Take(words.Count - 1)];
        }

        if (words.Count == 0)
            return 1;
        try
        {
            return await Decide(run, words) ? 0 : 1;
        }
        catch (TestFault fault)
        {
            return await run.Fail(fault.Message, 2);
        }
    }

    // POSIX decides up to four words by their number; what that leaves over is read as an expression.
    private static async Task<bool> Decide(WordRun run, IReadOnlyList<string> words)
    {
        var isNegated = false;
        for (var rest = words; ; isNegated = !isNegated, rest = [.. rest.Skip(1)])
        {
            if (rest is ["(", .., ")"] && rest.Count == 4)
            {
                // busybox takes the closing one away, and misses it unless what is between needs no expression.
                rest = [.. rest.Skip(1).Take(2)];
                words = [.. words.Take(words.Count - 1)];
                if (rest[0] != "!")
                    break;
                continue;
            }

            if (rest.Count == 1)
                return isNegated ^ rest[0].Length > 0;
            if (rest.Count == 3 && Reader.IsBinary(rest[1]))
                return isNegated ^ await new Reader(run, rest).Compare(rest[0], rest[1], rest[2]);
            if (rest[0] != "!")
                break;
        }

        return await new Reader(run, words).Whole();
    }

    private sealed class TestFault(string message) : Exception(message);

    private sealed class Reader(WordRun run, IReadOnlyList<string> words)
    {
        private int index;

        private string? Rest => index < words.Count ? words[index] : null;

        public async Task<bool> Whole()
        {
            var value = await Or();
            return Rest is { } rest ? throw new TestFault($"{rest}: unknown operand") : value;
        }

        private async Task<bool> Or()
        {
            var value = await And();
            while (Rest == "-o")
            {
                index++;
                value |= await And();
            }

            return value;
        }

        private async Task<bool> And()
        {
            var value = await Not();
            while (Rest == "-a")
            {
                index++;
                value &= await Not();
            }

            return value;
        }

        private async Task<bool> Not()
        {
            if (Rest != "!")
                return await Primary();
            index++;
            return Rest is null || !await Not();
        }

        private async Task<bool> Primary()
        {
            if (Rest is not { } word)
                throw new TestFault("argument expected");
            index++;
            if (word == "(")
            {
                var value = await Or();
                if (Rest != ")")
                    throw new TestFault("closing paren expected");
                index++;
                return value;
            }

            if (Rest is not { } next)
                return word.Length > 0;
            var isBinary = IsBinary(next);
            if (isBinary && index + 1 < words.Count)
            {
                index += 2;
                return await Compare(word, next, words[index - 1]);
            }

            if (IsUnary(word))
            {
                index++;
                return await Ask(word, next);
            }

            return isBinary ? throw new TestFault($"{next}: argument expected") : word.Length > 0;
        }

        public static bool IsBinary(string word) =>
            word is "=" or "==" or "!=" or "<" or ">" or "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge" or "-nt" or "-ot" or "-ef";

        private static bool IsUnary(string word) => word is ['-', 'n' or 'z' or 'e' or 'f' or 'd' or 'r' or 'w' or 'x' or 's' or 'h' or 'L' or 't' or 'p' or 'S' or 'b' or 'c' or 'u' or 'g' or 'k' or 'O' or 'G'];

        public async Task<bool> Compare(string left, string operation, string right) => operation switch
        {
            "=" or "==" => left == right,
            "!=" => left != right,
            "<" => string.CompareOrdinal(left, right) < 0,
            ">" => string.CompareOrdinal(left, right) > 0,
            "-eq" => Number(left) == Number(right),
            "-ne" => Number(left) != Number(right),
            "-lt" => Number(left) < Number(right),
            "-le" => Number(left) <= Number(right),
            "-gt" => Number(left) > Number(right),
            "-ge" => Number(left) >= Number(right),
            "-ef" => run.Resolve(left) == run.Resolve(right) && await Ask("-e", left),
            _ => throw new TestFault($"conformance: the simulated test does not know '{operation}'"),
        };

        private static long Number(string text) =>
            long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw new TestFault(text.Length == 0 ? "bad number" : $"{text}: bad number");

        private async Task<bool> Ask(string operation, string operand)
        {
            switch (operation)
            {
                case "-n":
                    return operand.Length > 0;
                case "-z":
                    return operand.Length == 0;
                case "-t":
                    Number(operand);
                    return false;
                case "-h" or "-L" or "-p" or "-S" or "-b" or "-u" or "-g" or "-k":
                    return false;
            }

            if (operand.Length == 0)
                return false;
            var path = run.Resolve(operand);
            if (await run.Kernel.Files.Look(path) is not { } entry)
                return false;
            return operation switch
            {
                "-d" => entry.IsFolder,
                "-f" => !entry.IsFolder && path != "/dev/null",
                "-s" => entry.IsFolder || entry.Length > 0,
                "-x" => entry.IsExecutable,
                "-c" => path == "/dev/null",
                _ => true,
            };
        }
    }
}
