using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// wait: the head at once, the one item later. What it waits for is settled when the head is made: an exit between head
/// and the client's reading is not missed.
/// </summary>
internal sealed class ContainerWaiting(EngineCore core)
{
    /// <summary>200 with a stream of one item, or 404.</summary>
    public async Task<EngineStream<WaitReply>> Wait(WaitContainer operation)
    {
        var container = core.Find(operation.Id);
        await container.Gate.Pass();
        return new OneEnd(operation.Condition switch
        {
            WaitCondition.Removed => container.IsGone ? Task.FromResult(container.LastEnd) : container.Removal,
            WaitCondition.NextExit => container.NextStop,
            _ => container.Record.IsRunning ? container.NextStop : Task.FromResult(container.LastEnd),
        });
    }

    private sealed class OneEnd(Task<ContainerEnd> end) : EngineStream<WaitReply>
    {
        private bool wasRead;

        public override async Task<WaitReply?> Next()
        {
            if (wasRead)
                return null;
            wasRead = true;
            var (code, error) = await end;
            return new WaitReply(code, error.Length > 0 ? new WaitError(error) : null);
        }

        public override void Close() => wasRead = true;
    }
}
