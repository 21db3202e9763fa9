namespace Conformance.FakeDocker;

/// <summary>cd, pwd, umask.</summary>
internal static class FolderBuiltins
{
    /// <summary><c>cd [folder | -]</c>.</summary>
    public static async Task<int> Change(Shell shell, IReadOnlyList<string> words)
    {
        var target = words.Count > 1 ? words[1] : shell.Variables["HOME"] ?? "";
        if (target.Length == 0)
            return 0;
        var isBack = target == "-";
        if (isBack)
            target = shell.Variables["OLDPWD"] ?? shell.WorkingFolder;
        var path = ContainerPath.Resolve(shell.WorkingFolder, target);
        var entry = await shell.Kernel.Files.Look(path);
        if (entry is not { IsFolder: true })
        {
            await shell.Fail($"can't cd to {target}: {(entry is null ? await shell.Kernel.Files.WhyMissing(path) : ContainerFiles.NotAFolder)}");
            return 2;
        }

        shell.Variables.Set("OLDPWD", shell.WorkingFolder, export: true);
        shell.WorkingFolder = path;
        shell.Variables.Set("PWD", path, export: true);
        if (isBack)
            await shell.Print(1, path + "\n");
        return 0;
    }

    /// <summary><c>pwd</c>.</summary>
    public static async Task<int> Print(Shell shell, IReadOnlyList<string> words)
    {
        await shell.Print(1, shell.WorkingFolder + "\n");
        return 0;
    }

    /// <summary><c>umask [mask]</c>: shows the usual one; rights are not simulated.</summary>
    public static async Task<int> Mask(Shell shell, IReadOnlyList<string> words)
    {
        if (words.Count == 1)
            await shell.Print(1, "0022\n");
        return 0;
    }
}
