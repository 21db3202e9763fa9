using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>inspect: waits for a start under way, as the daemon locks the container to read it.</summary>
internal sealed class ContainerInspecting(EngineCore core)
{
    /// <summary>200, 404, or 500 for an ambiguous prefix.</summary>
    public Task<ContainerInspect> Inspect(InspectContainer operation) => core.Containers.TryFind(operation.Id) is { } container
        ? Inspect(container, operation.Size)
        : Task.FromException<ContainerInspect>(EngineErrors.NoSuchContainer(operation.Id));

    private async Task<ContainerInspect> Inspect(FakeContainer container, bool withSize)
    {
        await container.Gate.Pass();
        var answer = Render(container);
        if (withSize)
            answer = answer with { SizeRw = container.Record.Files.BytesWritten, SizeRootFs = core.Host.Images.SizeOf(container.Record.ImageId) };
        return core.Host.AnswersInFull ? container.Tell(FullContainer.Complete(core, answer, container)) : answer;
    }

    /// <summary>Commands that were prepared, until they have ended.</summary>
    private static IReadOnlyList<string>? Prepared(FakeContainer container) => container.Execs.Count > 0 ? [.. container.Execs.Select(exec => exec.Id)] : null;

    private static ContainerInspect Render(FakeContainer container)
    {
        var record = container.Record;
        return new ContainerInspect
        {
            Id = record.Id,
            Name = "/" + record.Name,
            Created = DockerTime.Text(record.Created),
            Path = record.CommandLine[0],
            Args = record.Arguments,
            State = new ContainerState
            {
                Status = container.Status,
                Running = record.IsRunning,
                Paused = record.IsPaused,
                Restarting = record.IsRestarting,
                OOMKilled = record.WasOutOfMemory,
                Dead = record.IsDead,
                Pid = record.Pid,
                ExitCode = record.ExitCode,
                Error = record.Error,
                StartedAt = DockerTime.Text(record.StartedAt),
                FinishedAt = DockerTime.Text(record.FinishedAt),
                Health = record.Health,
            },
            Image = record.ImageId,
            RestartCount = record.RestartCount,
            ExecIDs = Prepared(container),
            Config = record.Config,
            HostConfig = record.HostConfig,
            Mounts = record.Mounts,
        };
    }
}
