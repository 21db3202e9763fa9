using System.Text;

namespace Conformance.FakeDocker;

/// <summary><c>ls [-a1Ad] [path...]</c>: names, one a line.</summary>
internal static class ListWord
{
    /// <summary>Runs it.</summary>
    public static async Task<int> Run(WordRun run)
    {
        var letters = string.Concat(run.Arguments.Where(word => word.Length > 1 && word[0] == '-').Select(word => word[1..]));
        if (letters.AsSpan().ContainsAnyExcept("aA1d"))
            return await run.Unsupported($"the option -{letters}");
        string[] given = [.. run.Arguments.Where(word => word.Length < 2 || word[0] != '-')];
        string[] paths = given.Length == 0 ? ["."] : given;
        var (files, folders, status) = (new List<string>(), new List<string>(), 0);
        foreach (var path in paths)
        {
            var entry = await run.Kernel.Files.Look(run.Resolve(path));
            if (entry is null)
                status = await run.Fail($"{path}: {await run.WhyMissing(path)}");
            else if (entry.IsFolder && !letters.Contains('d'))
                folders.Add(path);
            else
                files.Add(path);
        }

        var text = new StringBuilder();
        foreach (var file in files.Order(StringComparer.Ordinal))
            text.Append(file).Append('\n');
        foreach (var folder in folders.Order(StringComparer.Ordinal))
        {
            if (paths.Length > 1)
                text.Append(text.Length > 0 ? "\n" : "").Append(folder).Append(":\n");
            if (letters.Contains('a'))
                text.Append(".\n..\n");
            foreach (var name in await run.Kernel.Files.List(run.Resolve(folder)))
            {
                if (name[0] != '.' || letters.AsSpan().ContainsAny("aA"))
                    text.Append(name).Append('\n');
            }
        }

        await run.Out(text.ToString());
        return status;
    }
}
