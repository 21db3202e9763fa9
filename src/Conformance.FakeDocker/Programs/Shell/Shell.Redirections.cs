using System.Text;

namespace Conformance.FakeDocker;

/// <summary>Redirections.</summary>
internal sealed partial class Shell
{
    private async Task<int> RunRedirected(Redirected node, RunMode mode)
    {
        var saved = new List<(int Descriptor, OpenFile? File)>();
        var status = await Redirect(Process, node.Redirections, saved) ? await Run(node.Body, mode & RunMode.Tested) : 1;
        Restore(saved);
        return status;
    }

    /// <summary>Connects descriptors; what was there is kept in <paramref name="saved"/>, or closed. False after a reported error.</summary>
    private async Task<bool> Redirect(InnerProcess process, IReadOnlyList<Redirection> redirections, List<(int Descriptor, OpenFile? File)>? saved)
    {
        foreach (var redirection in redirections)
        {
            var (file, failed) = await Open(process, redirection);
            if (failed)
                return false;
            if (saved is null)
                process[redirection.Descriptor]?.Release();
            else
                saved.Add((redirection.Descriptor, process[redirection.Descriptor]));
            process[redirection.Descriptor] = file;
        }

        return true;
    }

    private void Restore(List<(int Descriptor, OpenFile? File)> saved)
    {
        for (var index = saved.Count - 1; index >= 0; index--)
        {
            Process[saved[index].Descriptor]?.Release();
            Process[saved[index].Descriptor] = saved[index].File;
        }
    }

    private async Task<(OpenFile? File, bool Failed)> Open(InnerProcess process, Redirection redirection)
    {
        var target = await expander.Text(redirection.Target);
        if (IsLeaving)
        {
            // A mistake in a document spoils no more than its command.
            if (redirection.Kind == RedirectionKind.HereDocument)
                Flow = ShellFlow.None;
            return (null, true);
        }

        switch (redirection.Kind)
        {
            case RedirectionKind.HereDocument:
                return (new ReadOnlyFile(Encoding.UTF8.GetBytes(target)), false);
            case RedirectionKind.DuplicateInput or RedirectionKind.DuplicateOutput:
                if (target == "-")
                    return (null, false);
                if (target is [>= '0' and <= '9'])
                {
                    var file = process[target[0] - '0'];
                    if (file is null)
                        await Complain($"{target}: Bad file descriptor");
                    return (file?.Retain(), file is null);
                }

                await Fail("syntax error: bad fd number");
                return (null, true);
            default:
                return await OpenPath(process, redirection.Kind, target);
        }
    }

    private async Task<(OpenFile? File, bool Failed)> OpenPath(InnerProcess process, RedirectionKind kind, string target)
    {
        var device = target switch
        {
            "/dev/null" => new NullFile(),
            "/dev/stdin" => process[0]?.Retain(),
            "/dev/stdout" => process[1]?.Retain(),
            "/dev/stderr" => process[2]?.Retain(),
            _ => null,
        };
        if (device is not null)
            return (device, false);
        var path = ContainerPath.Resolve(WorkingFolder, target);
        var entry = await Kernel.Files.Look(path);
        if (kind == RedirectionKind.Input)
        {
            if (target.Length > 0 && entry is not null && await Kernel.Files.Read(path) is { } content)
                return (new ReadOnlyFile(content), false);
            if (entry is { IsFolder: true })
                return (new ReadOnlyFile(default), false);
            await Complain($"can't open {target}: no such file");
            return (null, true);
        }

        if (entry is { IsFolder: true })
        {
            await Complain($"can't create {target}: {(target.Length == 0 ? "nonexistent directory" : "Is a directory")}");
            return (null, true);
        }

        if (entry is null && await Kernel.Files.Look(ContainerPath.Parent(path)) is not { IsFolder: true })
        {
            await Complain($"can't create {target}: nonexistent directory");
            return (null, true);
        }

        if (Kernel.Files.IsReadOnly(path))
        {
            await Complain($"can't create {target}: Read-only file system");
            return (null, true);
        }

        if (kind == RedirectionKind.Output || entry is null)
            await Kernel.Files.Write(path, default, append: kind != RedirectionKind.Output);
        return (new WrittenFile(Kernel.Files, path), false);
    }
}
