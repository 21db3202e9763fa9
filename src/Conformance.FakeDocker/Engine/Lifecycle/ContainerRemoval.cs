using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>rm: one at a time a container; a running one only with force, by KILL.</summary>
internal sealed class ContainerRemoval(EngineCore core, ContainerSignals signals)
{
    private const int MillisecondsMin = 4;
    private const int MillisecondsMax = 6;

    // A daemon takes a container apart file by file.
    private const int FilesEachMillisecond = 100;

    /// <summary>204 or an error.</summary>
    public async Task<Nothing> Remove(RemoveContainer operation)
    {
        var container = core.Find(operation.Id);
        await Remove(container, operation.Id, operation.Force, operation.Volumes);
        return new Nothing();
    }

    /// <summary>Removes it; <paramref name="asked"/> is the word for it in errors.</summary>
    public async Task Remove(FakeContainer container, string asked, bool force, bool volumes)
    {
        if (container.IsBeingRemoved)
            throw EngineErrors.RemovalInProgress(asked);
        container.IsBeingRemoved = true;
        try
        {
            await container.Gate.Pass();
            if (container.Record.IsRunning)
                await End(container, force);
            container.Record.IsDead = true;
            var forFiles = container.Record.Files.Count / FilesEachMillisecond;
            await core.Work(MillisecondsMin + forFiles, MillisecondsMax + forFiles);
            if (core.Host.BeforeRemovalEnds is { } hook)
                await hook(container.Id, container.Record.Name);
            Forget(container, volumes);
        }
        finally
        {
            container.IsBeingRemoved = container.IsGone;
        }
    }

    private async Task End(FakeContainer container, bool force)
    {
        if (!force)
            throw EngineErrors.RemoveOfRunning(container.Status, container.Id);
        try
        {
            await signals.KillAndWait(container);
        }
        catch (DockerException e) when (e.Status == 409)
        {
            // It ended meanwhile.
        }
    }

    private void Forget(FakeContainer container, bool volumes)
    {
        var record = container.Record;
        core.Containers.Remove(container);
        core.Host.Records.Remove(record);
        if (volumes)
            RemoveAnonymousVolumes(record);
        core.Write(new ContainerRemoved(record.Id, record.Name));
        core.Events.Container("destroy", record);
        container.AnnounceRemoval();
        record.Log.Wake();
    }

    private void RemoveAnonymousVolumes(ContainerRecord record)
    {
        foreach (var mount in record.Mounts)
        {
            if (mount.Name is { } volume && IsAnonymous(record, mount) && core.Host.VolumeTable.Remove(volume))
                core.Events.Volume("destroy", volume);
        }
    }

    private static bool IsAnonymous(ContainerRecord record, MountPoint mount)
    {
        foreach (var bind in record.HostConfig.Binds ?? [])
        {
            if (bind.StartsWith(mount.Name + ":", StringComparison.Ordinal))
                return false;
        }

        return record.HostConfig.Mounts?.Any(asked => asked.Source == mount.Name) != true;
    }
}
