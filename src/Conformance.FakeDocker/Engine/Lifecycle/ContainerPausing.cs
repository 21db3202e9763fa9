using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>pause and unpause: the process is frozen, signals but KILL wait until it thaws.</summary>
internal sealed class ContainerPausing(EngineCore core, HealthChecks health)
{
    private const int MillisecondsMin = 5;
    private const int MillisecondsMax = 15;

    /// <summary>204 or 409.</summary>
    public async Task<Nothing> Pause(PauseContainer operation)
    {
        var container = core.Find(operation.Id);
        await container.Gate.Enter();
        try
        {
            var record = container.Record;
            if (!record.IsRunning)
                throw EngineErrors.NotRunning(container.Id);
            if (record.IsPaused)
                throw EngineErrors.AlreadyPaused(container.Id);
            if (record.IsRestarting)
                throw EngineErrors.IsRestarting(container.Id);
            await core.Work(MillisecondsMin, MillisecondsMax);
            if (container.Task is { } task)
                core.World.Freeze(task.Process);
            record.IsPaused = true;
            HealthChecks.Stop(container);
            core.Events.Container("pause", record);
            return new Nothing();
        }
        finally
        {
            container.Gate.Leave();
        }
    }

    /// <summary>204 or 500.</summary>
    public async Task<Nothing> Unpause(UnpauseContainer operation)
    {
        var container = core.Find(operation.Id);
        await container.Gate.Enter();
        try
        {
            var record = container.Record;
            if (!record.IsPaused)
                throw EngineErrors.NotPaused(container.Id);
            await core.Work(MillisecondsMin, MillisecondsMax);
            if (container.Task is { } task)
                core.World.Thaw(task.Process);
            record.IsPaused = false;
            health.Watch(container);
            core.Events.Container("unpause", record);
            return new Nothing();
        }
        finally
        {
            container.Gate.Leave();
        }
    }
}
