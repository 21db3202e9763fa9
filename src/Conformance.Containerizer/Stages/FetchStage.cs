using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// Brings the files that a command names into its sandbox: absolute paths and <c>file://</c>. An archive is unpacked unless
/// <c>extract</c> is false, an executable gets its bit, both through the usual programs of the host.
/// </summary>
public class FetchStage(ContainerizerContext context)
{
    private const string FileScheme = "file://";

    private static readonly string[] TarEndings = [".tgz", ".tar.gz", ".tbz2", ".tar.bz2", ".txz", ".tar.xz"];

    /// <summary>Fetches all, in order; stops early if the container is to be killed. Throws <see cref="StageFailure"/>.</summary>
    public virtual async Task Fetch(ContainerRecord record)
    {
        foreach (var uri in MesosCommandLine.CommandOf(record.Launch!).Uris)
        {
            await Fetch(uri, record.Paths.Sandbox);
            if (record.IsKillRequested)
                return;
        }
    }

    private async Task Fetch(CommandInfo.Types.URI uri, string sandbox)
    {
        var source = uri.Value.StartsWith(FileScheme, StringComparison.Ordinal) ? uri.Value[FileScheme.Length..] : uri.Value;
        if (!source.StartsWith('/'))
            throw new StageFailure($"Failed to fetch '{uri.Value}': only absolute paths and file:// are fetched");
        if (source.AsSpan().IndexOfAny('\\', '\'', '\0') >= 0)
            throw new StageFailure($"Failed to fetch '{uri.Value}': the path has illegal characters");
        var name = source[(source.LastIndexOf('/') + 1)..];
        if (name.Length == 0 || name is "." or "..")
            throw new StageFailure($"Failed to fetch '{uri.Value}': it names no file");
        var target = sandbox + "/" + name;
        try
        {
            var content = await context.Machine.Disk.Read(source)
                ?? throw new StageFailure($"Failed to fetch '{uri.Value}': there is no such file");
            await context.Machine.Disk.Write(target, content);
        }
        catch (IOException exception)
        {
            throw new StageFailure($"Failed to fetch '{uri.Value}': {exception.Message}");
        }

        if (uri.Executable)
            await Use(uri, isRequired: false, "chmod", "755", target);
        else if (uri.Extract && Array.Exists(TarEndings, ending => name.EndsWith(ending, StringComparison.Ordinal)))
            await Use(uri, isRequired: true, "tar", "-C", sandbox, "-xf", target);
        else if (uri.Extract && name.EndsWith(".zip", StringComparison.Ordinal))
            await Use(uri, isRequired: true, "unzip", "-o", "-d", sandbox, target);
    }

    /// <summary>Runs a program of the host. One that cannot be started is an error only if required (a simulation has none).</summary>
    private async Task Use(CommandInfo.Types.URI uri, bool isRequired, params string[] command)
    {
        try
        {
            var child = await context.Machine.Processes.Start(new ProcessSpec(command) { StandardOutput = OutputTarget.Discard });
            var exit = await child.Exit;
            if (!exit.IsSuccess)
                throw new StageFailure($"Failed to fetch '{uri.Value}': {command[0]} {exit.Text}");
        }
        catch (ProcessStartException exception) when (isRequired)
        {
            throw new StageFailure($"Failed to fetch '{uri.Value}': {exception.Message}");
        }
        catch (ProcessStartException)
        {
            return;
        }
    }
}
