using System.Globalization;
using Conformance.Docker;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Containerizer;

/// <summary>
/// Recovery as docker.cpp@0.20.0 recover(): every executor of the checkpoints that has a forked pid and is not completed is
/// believed to be Docker's, and to live as long as something has that pid; every container whose name begins with
/// <c>mesos-</c> and that is none of them is killed, whoever made it. Nobody waits for that.
/// </summary>
internal sealed class FaithfulRecover(FaithfulContext context, FaithfulDestroy destroyer)
{
    private const string Prefix = "mesos-";

    /// <summary>Throws <see cref="ContainerizerException"/> when a single container cannot be looked at, which ends the agent.</summary>
    public async Task Recover(SlaveState? state)
    {
        if (context.Release.Orphans == OrphanPolicy.SlavePrefix && state is null)
            return;
        var found = context.Release.AdoptsOnlyDocker ? await List() : null;
        var pids = new HashSet<int>();
        var adopted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var executor in state?.Executors ?? [])
        {
            if (RunToAdopt(executor, found) is not { } run)
                continue;
            if (!pids.Add(run.ForkedPid!.Value))
                throw new ContainerizerException(string.Create(
                    CultureInfo.InvariantCulture, $"Detected duplicate pid {run.ForkedPid.Value} for container {run.ContainerId}"));
            adopted.Add(run.ContainerId);
            Adopt(run);
        }

        foreach (var container in found ?? await List())
        {
            // One whose executor is found dead meanwhile is no orphan for that.
            if (!adopted.Contains(IdOf(container.Name)))
                context.Machine.Spawn("remove orphan " + container.Id, () => RemoveOrphan(container.Id));
        }
    }

    /// <summary>The run to take over, if any; of those that do not say whose they are, from 0.22.1 on, only what was found at Docker.</summary>
    private RunState? RunToAdopt(ExecutorState executor, IReadOnlyList<ContainerInspect>? found)
    {
        if (executor.Info is not { } info || executor.Latest is null)
            return null;
        if (found is not null && info.Container is { Type: not ContainerInfo.Types.Type.Docker })
            return null;
        if (found is not null && info.Container is null && !found.Any(container => IdOf(container.Name) == executor.Latest))
            return null;
        foreach (var run in executor.Runs)
        {
            if (run.ContainerId == executor.Latest)
                return run is { ForkedPid: not null, IsCompleted: false } ? run : null;
        }

        return null;
    }

    private void Adopt(RunState run)
    {
        var shared = new ContainerRecord(run.ContainerId, new RunPaths(run.SandboxFolder, run.MetaFolder), context.Machine)
        {
            IsAdopted = true,
            Name = context.NameOf(run.ContainerId),
        };
        var record = new FaithfulRecord(shared, context.Machine) { State = FaithfulState.Running };
        context.Containers.Add(run.ContainerId, record);
        destroyer.Watch(record, run.ForkedPid!.Value);
    }

    /// <summary>All containers with the prefix, each inspected: one that vanishes in between fails the whole.</summary>
    private async Task<IReadOnlyList<ContainerInspect>> List()
    {
        var prefix = context.Release.Orphans == OrphanPolicy.Prefix ? Prefix : Prefix + context.Options.SlaveId;
        try
        {
            var looks = new List<Task<ContainerInspect?>>();
            foreach (var container in await context.Docker.List(null, FaithfulContext.NoLimit))
            {
                if (container.Names.Count > 0 && Plain(container.Names[0]).StartsWith(prefix, StringComparison.Ordinal))
                    looks.Add(Inspect(Plain(container.Names[0])));
            }

            var found = new List<ContainerInspect>(looks.Count);
            foreach (var look in looks)
                found.Add(await look ?? throw new ContainerizerException("Collect failed: No such container"));
            return found;
        }
        catch (DockerException exception)
        {
            throw new ContainerizerException($"Collect failed: {exception.Message}");
        }
    }

    private Task<ContainerInspect?> Inspect(string name) => context.Docker.Inspect(name, FaithfulContext.NoLimit);

    private async Task RemoveOrphan(string dockerId)
    {
        try
        {
            await destroyer.KillAndRemove(dockerId);
        }
        catch (DockerException)
        {
            return;
        }
    }

    private static string Plain(string name) => name.StartsWith('/') ? name[1..] : name;

    private string IdOf(string name)
    {
        var rest = Plain(name)[Prefix.Length..];
        var parts = rest.Split('.');
        return context.Release.Names == NameScheme.SlaveAndContainerId && parts.Length is 2 or 3 ? parts[1] : rest;
    }
}
