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
            var reader = new Reader(run, words);
            var value = await reader.Or();
            if (reader.Rest is { } rest)
                return await run.Fail($"{rest}: unknown operand", 2);
            return value ? 0 : 1;
        }
        catch (TestFault fault)
        {
            return await run.Fail(fault.Message, 2);
        }
    }

    private sealed class TestFault(string message) : Exception(message);

    private sealed class Reader(WordRun run, IReadOnlyList<string> words)
    {
        private int index;

        public string? Rest => index < words.Count ? words[index] : null;

        public async Task<bool> Or()
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
            if (Rest == "!" && index + 1 < words.Count && !IsBinaryAt(index + 1))
            {
                index++;
                return !await Not();
            }

            return await Primary();
        }

        private bool IsBinaryAt(int place) => place + 1 < words.Count && index + 3 == words.Count && IsBinary(words[place]);

        private async Task<bool> Primary()
        {
            if (Rest is null)
                throw new TestFault("argument expected");
            if (index + 2 < words.Count && IsBinary(words[index + 1]))
            {
                var (left, operation, right) = (words[index], words[index + 1], words[index + 2]);
                index += 3;
                return Compare(left, operation, right);
            }

            if (Rest == "(" && words.Count > 1)
            {
                index++;
                var value = await Or();
                if (Rest != ")")
                    throw new TestFault("closing paren expected");
                index++;
                return value;
            }

            if (index + 1 < words.Count && IsUnary(words[index]))
            {
                var (operation, operand) = (words[index], words[index + 1]);
                index += 2;
                return await Ask(operation, operand);
            }

            return words[index++].Length > 0;
        }

        private static bool IsBinary(string word) =>
            word is "=" or "==" or "!=" or "<" or ">" or "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge" or "-nt" or "-ot" or "-ef";

        private static bool IsUnary(string word) => word is ['-', 'n' or 'z' or 'e' or 'f' or 'd' or 'r' or 'w' or 'x' or 's' or 'h' or 'L' or 't' or 'p' or 'S' or 'b' or 'c' or 'u' or 'g' or 'k'];

        private static bool Compare(string left, string operation, string right) => operation switch
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
                case "-t" or "-h" or "-L" or "-p" or "-S" or "-b" or "-u" or "-g" or "-k":
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
