using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>stats: what a container uses, read from the same figures as its control groups.</summary>
internal sealed class ContainerStats
{
    private const int Processors = 2;
    private const long HostMemory = 8L << 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly EngineCore core;

    /// <summary>Of one life of the daemon.</summary>
    public ContainerStats(EngineCore core) => this.core = core;

    /// <summary>200 with a stream of one answer or many, or 404.</summary>
    public Task<EngineStream<StatsReply>> Read(ReadStats operation)
    {
        var container = core.Find(operation.Id);
        return Task.FromResult<EngineStream<StatsReply>>(new Readings(this, container, operation));
    }

    private StatsReply Sample(FakeContainer container, StatsReply? previous)
    {
        var record = container.Record;
        var reply = new StatsReply { Name = "/" + record.Name, Id = record.Id };
        if (container.Task is not { } task)
            return reply;
        var used = ProcFiles.CpuNanoseconds(core.World, task.Process);
        return reply with
        {
            Read = DockerTime.Text(core.World.Now),
            PreviousRead = previous?.Read ?? ContainerState.Never,
            Blocks = new StatsBlocks([], [], [], [], [], [], [], []),
            Pids = new StatsPids(task.Program.Inside.Count()),
            Cpu = new StatsCpu
            {
                Usage = new StatsCpuUsage(used, used / 4, used * 3 / 4),
                System = (core.World.Now.Nanoseconds - core.Host.BootTime.Nanoseconds) * Processors,
                Processors = Processors,
            },
            PreviousCpu = previous?.Cpu ?? new StatsCpu(),
            Memory = new StatsMemory(task.Cgroup.MemoryUsage, record.HostConfig.Memory > 0 ? record.HostConfig.Memory : HostMemory),
        };
    }

    private sealed class Readings(ContainerStats stats, FakeContainer container, ReadStats operation) : EngineStream<StatsReply>
    {
        private StatsReply? last;
        private bool hasEnded;

        public override async Task<StatsReply?> Next()
        {
            if (hasEnded)
                return null;
            if (!operation.Stream)
            {
                hasEnded = true;
                if (!operation.OneShot && container.Task is not null)
                    await Wait();
            }
            else if (last is not null)
            {
                await stats.core.World.Delay(Pause);
            }

            if (container.IsGone)
                return null;
            return last = stats.Sample(container, last);
        }

        public override void Close() => hasEnded = true;

        /// <summary>Something to compare with.</summary>
        private async Task Wait()
        {
            last = stats.Sample(container, null);
            await stats.core.World.Delay(Pause);
        }
    }
}
