using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>
/// start: holds the container's lock for its whole time, so that whoever comes meanwhile waits. The process runs some time before
/// the answer; a failed start leaves the container as it was, with ExitCode and Error filled.
/// </summary>
internal sealed class ContainerStarting(EngineCore core, ContainerExits exits, HealthChecks health)
{
    private const int PrepareMin = 25;
    private const int PrepareMax = 45;
    private const int FinishMin = 45;
    private const int FinishMax = 75;
    private const int OtherFailure = 128;
    private const int MountFailure = 127;
    private const long QuotaMin = 1000;

    /// <summary>204, 304 or an error.</summary>
    public async Task<Nothing> Start(StartContainer operation)
    {
        var container = core.Find(operation.Id);
        await container.Gate.Enter();
        try
        {
            var record = container.Record;
            if (record.IsPaused)
                throw EngineErrors.StartOfPaused();
            if (record.IsRunning)
                return new Nothing(WasModified: false);
            await MountSpecs.Check(record.HostConfig.Mounts, core.Host.Machine.Disk);
            await StartLocked(container, byClient: true);
            return new Nothing();
        }
        finally
        {
            container.Gate.Leave();
        }
    }

    /// <summary>Starts a container whose lock the caller holds.</summary>
    /// <param name="container">It does not run, or waits for its restart.</param>
    /// <param name="byClient">False for a restart by policy, which keeps the policy's count.</param>
    public async Task StartLocked(FakeContainer container, bool byClient)
    {
        var record = container.Record;
        if (container.IsBeingRemoved || container.IsGone || record.IsDead)
            throw EngineErrors.MarkedForRemoval();
        if (byClient)
        {
            container.IsPolicyOff = false;
            container.RestartDelay = TimeSpan.Zero;
            record.RestartCount = 0;
        }

        record.WasStoppedByClient = false;
        CheckNetwork(container);
        CheckPorts(container);
        if (!record.HasLostSandbox)
            core.Host.EnterSandbox(record, Hex.Of($"sandbox {record.Id} {core.World.Now.Nanoseconds}"));
        core.Connect(record);
        await core.Work(PrepareMin, PrepareMax);
        CheckUser(container);
        await MakeSources(container);
        core.Mounted(record);
        record.HasLogFile = true;
        var environment = ProcessEnvironment.Of(record);
        var folder = record.Config.WorkingDir.Length > 0 ? record.Config.WorkingDir : "/";
        var table = core.Host.ProgramsOf(record);
        var lookup = table.Find(record.CommandLine[0], environment, folder, record.Files);
        if (lookup.Result != ProgramLookupResult.Found)
            throw Fail(container, lookup.ExitCode, EngineErrors.Bad(lookup.StartError));

        if (CgroupValues.QuotaOf(record.HostConfig) is > 0 and < QuotaMin and var quota)
        {
            var failure = Fail(container, OtherFailure, EngineErrors.CannotLimit(record.Id, quota));
            core.Unmounted(record);
            throw failure;
        }

        var task = await core.Host.Shim.Start(record, environment, folder, table);
        SetRunning(container, task);
        exits.Watch(container, task);
        await core.Work(FinishMin, FinishMax);
        health.Begin(container);
        core.Events.Container("start", record);
    }

    private void SetRunning(FakeContainer container, ContainerTask task)
    {
        var record = container.Record;
        container.Task = task;
        container.RunNumber++;
        record.IsRunning = true;
        record.IsRestarting = record.IsPaused = record.WasOutOfMemory = false;
        record.ExitCode = 0;
        record.Error = "";
        record.IsFailureUnlisted = false;
        record.Pid = task.Process.Pid;
        record.StartedAt = core.World.Now;
    }

    private void CheckNetwork(FakeContainer container)
    {
        var mode = container.Record.HostConfig.NetworkMode;
        if (mode.StartsWith("container:", StringComparison.Ordinal))
        {
            var asked = mode["container:".Length..];
            var other = core.Containers.TryFind(asked);
            if (other is null)
                throw FailUnconnected(container, EngineErrors.NoSuchContainer(asked));
            if (!other.Record.IsRunning)
                throw FailUnconnected(container, EngineErrors.Conflict($"cannot join network of a non running container: {other.Id}"));
        }

        foreach (var endpoint in container.Record.Endpoints)
        {
            // A daemon without a default network connects nobody to it.
            if (endpoint.Network == "bridge" && !core.Host.HasBridge)
            {
                container.Record.HasLostSandbox = container.Record.SandboxId.Length > 0;
                container.Record.Config = FullContainer.WithoutNetwork(container.Record.Config);
                continue;
            }

            if (core.Host.Networks.Find(endpoint.Wanted) is not { } network)
                throw FailUnconnected(container, EngineErrors.NoSuchNetwork(endpoint.Wanted));
            if (endpoint.AskedAddress is { } address && core.TakenAddresses(network).Contains(address))
                throw FailUnconnected(container, EngineErrors.Error(403, "Address already in use"));
        }
    }

    /// <summary>Ports of the host that another container has; on the host's own network nothing is published.</summary>
    private void CheckPorts(FakeContainer container)
    {
        var record = container.Record;
        if (HostPorts.Of(record).FirstOrDefault(port => core.Host.Records.Exists(
            other => other.IsRunning && !ReferenceEquals(other, record) && HostPorts.Of(other).Contains(port))) is not { } taken)
            return;
        throw Fail(container, OtherFailure, EngineErrors.Internal(
            $"driver failed programming external connectivity on endpoint {record.Name} ({record.Id}): Bind for {HostPorts.AddressOf(taken)} failed: port is already allocated"));
    }

    private void CheckUser(FakeContainer container)
    {
        var user = container.Record.Config.User;
        if (ContainerUser.Find(user) is null)
            throw Fail(container, OtherFailure, EngineErrors.NoSuchUser(user.Split(':')[0]));
    }

    /// <summary>A missing source of a bind is made, at this start and at every later one, but that of one in <c>Mounts</c>; so is what is mounted on.</summary>
    private async Task MakeSources(FakeContainer container)
    {
        var record = container.Record;
        foreach (var mount in record.Mounts)
        {
            if (mount.Type == "tmpfs")
            {
                record.Files.MakeMountPoint(mount.Destination, isFolder: true);
                continue;
            }

            var disk = core.Host.DiskOf(mount.Source);
            if (await disk.Look(mount.Source) is null)
            {
                if (mount.Type == "bind" && record.HostConfig.Mounts?.Any(asked => asked.Type == "bind" && ContainerPath.Resolve("/", asked.Target!) == mount.Destination) == true)
                    throw Fail(container, MountFailure, EngineErrors.CannotMount(mount.Source, mount.Destination));
                await disk.CreateFolder(mount.Source);
            }

            record.Files.MakeMountPoint(mount.Destination, await disk.Look(mount.Source) is not { Kind: DiskEntryKind.File });
        }

        foreach (var folder in FullContainer.FoldersInMemory(record.HostConfig))
            record.Files.MakeMountPoint(folder, isFolder: true);
    }

    /// <summary>The start has not come to any network: lists have nothing to show of it.</summary>
    private DockerException FailUnconnected(FakeContainer container, DockerException error)
    {
        var failure = Fail(container, OtherFailure, error);
        container.Record.IsFailureUnlisted = false;
        return failure;
    }

    private DockerException Fail(FakeContainer container, int exitCode, DockerException error)
    {
        var record = container.Record;
        // A run that was before keeps its code unless the program itself is at fault.
        if (exitCode != OtherFailure || record.ExitCode == 0)
            record.ExitCode = exitCode;
        record.Error = error.Message;
        record.IsFailureUnlisted = true;
        core.Disconnect(record);
        // Also where they were not mounted yet.
        core.Unmounted(record);
        record.Streams.EndRun();
        if (record.HostConfig.AutoRemove)
            exits.RemoveLater(container);
        return error;
    }
}
