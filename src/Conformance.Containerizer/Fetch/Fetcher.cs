using System.Globalization;
using System.Text;
using Conformance.Machine;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// The program <c>mesos-fetcher</c>: brings files into a sandbox (src/launcher/fetcher.cpp@0.20.0). A process of its own, so that a
/// fetch that hangs can be killed. It is told everything by its environment: <c>MESOS_EXECUTOR_URIS</c> (<see cref="FetchUris"/>),
/// <c>MESOS_WORK_DIRECTORY</c>, <c>MESOS_FRAMEWORKS_HOME</c>; what it does it says on standard error, the reason of a failure last.
/// It ends with 1 at the first file that cannot be had, and when the agent that started it has died: nobody waits for it then.
/// </summary>
/// <param name="machine">Disk, network, clock.</param>
/// <param name="environment">Its variables.</param>
/// <param name="say">Takes its standard error.</param>
public sealed class Fetcher(IMachine machine, IReadOnlyDictionary<string, string> environment, Func<ReadOnlyMemory<byte>, Task> say)
{
    /// <summary>Name of the program in the launcher's folder.</summary>
    public const string Program = "mesos-fetcher";

    /// <summary>Variable with what to fetch.</summary>
    public const string Uris = "MESOS_EXECUTOR_URIS";

    /// <summary>Variable with the sandbox.</summary>
    public const string WorkFolder = "MESOS_WORK_DIRECTORY";

    /// <summary>Variable with what relative URIs are relative to; absent or empty: they are refused.</summary>
    public const string FrameworksHome = "MESOS_FRAMEWORKS_HOME";

    /// <summary>Variable with the pid of the agent; not Mesos' own.</summary>
    public const string AgentPid = "MESOS_AGENT_PID";

    private static readonly TimeSpan LookForAgent = TimeSpan.FromSeconds(1);

    /// <summary>Fetches all, in order; the answer is the exit code.</summary>
    public async Task<int> Run()
    {
        var fetching = FetchAll();
        if (int.TryParse(environment.GetValueOrDefault(AgentPid), NumberStyles.None, CultureInfo.InvariantCulture, out var agent))
            await Task.WhenAny(fetching, Orphaned(agent));
        if (fetching.IsCompleted || agent == 0)
            return await fetching;
        await Say("The agent has died");
        return 1;
    }

    private async Task<int> FetchAll()
    {
        try
        {
            var sandbox = environment.GetValueOrDefault(WorkFolder, "");
            if (!sandbox.StartsWith('/'))
                throw new FetchException($"{WorkFolder} is '{sandbox}', which is no absolute path");
            foreach (var uri in FetchUris.Read(environment.GetValueOrDefault(Uris, "")))
                await Fetch(uri, sandbox);
            return 0;
        }
        catch (FetchException exception)
        {
            await Say(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            await Say("Failed to fetch: " + exception.Message);
        }

        return 1;
    }

    private async Task Fetch(CommandInfo.Types.URI uri, string sandbox)
    {
        await Say($"Fetching URI '{uri.Value}'");
        var (name, content) = await new FetchSource(machine, environment.GetValueOrDefault(FrameworksHome, "")).Get(uri.Value);
        var target = sandbox + "/" + name;
        await machine.Disk.Write(target, content);
        if (uri.Executable)
            await machine.Disk.MakeExecutable(target);
        else if (uri.Extract && Archive.IsArchive(name))
            await Unpack(name, content, sandbox);
    }

    private async Task Unpack(string name, byte[] content, string sandbox)
    {
        await Say($"Extracting '{name}'");
        foreach (var entry in Archive.Read(name, content))
            await entry.Put(sandbox, machine.Disk);
    }

    /// <summary>Completes when this process has another parent than the agent.</summary>
    private async Task Orphaned(int agent)
    {
        while (await ProcessStat.ReadSelf(machine.Disk) is not { } self || self.Parent == agent)
            await Task.Delay(LookForAgent, machine.Time);
    }

    private Task Say(string words) => say(Encoding.UTF8.GetBytes(words + "\n"));
}
