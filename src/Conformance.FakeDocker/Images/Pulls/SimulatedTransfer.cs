namespace Conformance.FakeDocker;

/// <summary>A layer of a simulated registry: it takes its time, and its registry does with it what the scenario says.</summary>
internal sealed class SimulatedTransfer(EngineCore core, string full, int index, RegistryLayer layer, TimeSpan duration) : ILayerTransfer
{
    private static readonly TimeSpan ShortestStep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(5);
    private TimeSpan done;

    /// <inheritdoc/>
    public async Task<TransferEnd> Try(Action<long> progress, Func<bool> isUnwanted)
    {
        var fault = core.Host.Registry.StrikeLayer(full, index);
        await Advance(fault is null ? duration : duration / 2, progress, isUnwanted);
        switch (fault)
        {
            case FailedLayer failed:
                return new TransferEnd(false, failed.Message);
            case CutLayer:
                return TransferEnd.Cut;
            case StalledLayer stalled:
                await (stalled.Duration is { } time ? core.World.Delay(time) : core.World.Completion<bool>().Task);
                await Advance(duration, progress, isUnwanted);
                break;
        }

        return new TransferEnd(true);
    }

    /// <summary>Nothing of this world waits for it.</summary>
    public void Cancel()
    {
    }

    private async Task Advance(TimeSpan until, Action<long> progress, Func<bool> isUnwanted)
    {
        var step = duration / 20;
        step = step < ShortestStep ? ShortestStep : step > LongestStep ? LongestStep : step;
        while (done < until && !isUnwanted())
        {
            var next = until - done < step ? until - done : step;
            await core.World.Delay(next);
            done += next;
            progress((long)(layer.Size * (done / duration)));
        }
    }
}
