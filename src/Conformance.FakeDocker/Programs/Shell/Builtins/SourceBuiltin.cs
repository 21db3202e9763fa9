using System.Text;

namespace Conformance.FakeDocker;

/// <summary><c>. file</c> and <c>eval</c>.</summary>
internal static class SourceBuiltin
{
    /// <summary><c>eval word...</c>.</summary>
    public static Task<int> Eval(Shell shell, IReadOnlyList<string> words) =>
        words.Count == 1 ? Task.FromResult(0) : shell.RunText(string.Join(' ', words.Skip(1)), isWhole: false, firstLine: shell.Line);

    /// <summary><c>. file</c>: runs a file in this shell.</summary>
    public static async Task<int> Run(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count == 1)
        {
            await shell.Fail("filename argument required");
            return 2;
        }

        var file = words[1];
        var content = file.Contains('/')
            ? await shell.Kernel.Files.Read(ContainerPath.Resolve(shell.WorkingFolder, file))
            : await shell.ReadFromPath(file);
        if (content is null)
        {
            await shell.Fail(file.Contains('/') ? $"can't open '{file}': {await shell.Kernel.Files.WhyMissing(ContainerPath.Resolve(shell.WorkingFolder, file))}" : $"{file}: not found");
            return 2;
        }

        return await shell.RunSource(Encoding.UTF8.GetString(content), file);
    }
}
