using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>Downloads under way, by layer: a layer that two pulls want is fetched once.</summary>
internal sealed class LayerFetches(EngineCore core)
{
    private readonly SortedDictionary<string, LayerFetch> running = new(StringComparer.Ordinal);

    /// <summary>The fetch of a layer for a job, joined or begun.</summary>
    public LayerFetch Get(PullJob job, string full, int index, RegistryLayer layer, TimeSpan duration)
    {
        if (!running.TryGetValue(layer.Id, out var fetch) || fetch.IsUnwanted || fetch.Failure is not null)
        {
            fetch = new LayerFetch(core, full, index, layer, duration);
            running[layer.Id] = fetch;
            fetch.Join(job);
            core.World.Spawn("fetch", fetch.Run);
        }
        else
        {
            fetch.Join(job);
        }

        return fetch;
    }

    /// <summary>Forgets a layer that is in the store, or that nobody wants.</summary>
    public void Forget(LayerFetch fetch)
    {
        if (running.GetValueOrDefault(fetch.Layer.Id) == fetch)
            running.Remove(fetch.Layer.Id);
    }
}

/// <summary>One download, with what its registry does wrong.</summary>
internal sealed class LayerFetch(EngineCore core, string full, int index, RegistryLayer layer, TimeSpan duration)
{
    private const int Retries = 5;
    private const int SecondsPerRetry = 5;
    private static readonly TimeSpan ShortestStep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(5);
    private readonly List<PullJob> jobs = [];
    private readonly Completion<bool> end = core.World.Completion<bool>();
    private TimeSpan done;

    public RegistryLayer Layer => layer;

    /// <summary>The registry's words when it failed.</summary>
    public string? Failure { get; private set; }

    /// <summary>Every job that wanted it is gone.</summary>
    public bool IsUnwanted => jobs.TrueForAll(job => job.IsOver);

    /// <summary>Completes when it is here or has failed.</summary>
    public Task End => end.Task;

    public void Join(PullJob job) => jobs.Add(job);

    public async Task Run()
    {
        for (var attempt = 0; !IsUnwanted; attempt++)
        {
            var fault = core.Host.Registry.StrikeLayer(full, index);
            await Advance(fault is null ? duration : duration / 2);
            switch (fault)
            {
                case null:
                    Say(PullLines.Layer(layer.Id, "Verifying Checksum"));
                    Say(PullLines.Layer(layer.Id, "Download complete"));
                    end.TrySet(true);
                    return;
                case FailedLayer failed:
                    Fail(failed.Message);
                    return;
                case StalledLayer stalled:
                    await (stalled.Duration is { } time ? core.World.Delay(time) : core.World.Completion<bool>().Task);
                    await Advance(duration);
                    goto case null;
                case CutLayer when attempt >= Retries:
                    Fail("unexpected EOF");
                    return;
                default:
                    await CountDown((attempt + 1) * SecondsPerRetry);
                    break;
            }
        }
    }

    private async Task Advance(TimeSpan until)
    {
        var step = duration / 20;
        step = step < ShortestStep ? ShortestStep : step > LongestStep ? LongestStep : step;
        while (done < until && !IsUnwanted)
        {
            var next = until - done < step ? until - done : step;
            await core.World.Delay(next);
            done += next;
            Say(PullLines.Progress(layer, "Downloading", (long)(layer.Size * (done / duration))));
        }
    }

    private async Task CountDown(int seconds)
    {
        for (; seconds > 0 && !IsUnwanted; seconds--)
        {
            Say(PullLines.Retrying(layer.Id, seconds));
            await core.World.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private void Fail(string message)
    {
        Failure = message;
        end.TrySet(false);
    }

    private void Say(PullProgress line)
    {
        foreach (var job in jobs)
            job.Say(line);
    }
}
