using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>Downloads under way, by layer: a layer that two pulls want is fetched once.</summary>
internal sealed class LayerFetches(EngineCore core)
{
    private readonly SortedDictionary<string, LayerFetch> running = new(StringComparer.Ordinal);

    /// <summary>The fetch of a layer for a job, joined or begun.</summary>
    public LayerFetch Get(PullJob job, RegistryLayer layer, Func<ILayerTransfer> transfer)
    {
        if (!running.TryGetValue(layer.Id, out var fetch) || fetch.IsUnwanted || fetch.Failure is not null)
        {
            fetch = new LayerFetch(core, layer, transfer());
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

    /// <summary>Forgets a layer that is in the store.</summary>
    public void Forget(LayerFetch fetch)
    {
        if (running.GetValueOrDefault(fetch.Layer.Id) == fetch)
            running.Remove(fetch.Layer.Id);
    }

    /// <summary>A job is over: what nobody else wants ends.</summary>
    public void Leave()
    {
        foreach (var fetch in running.Values.Where(fetch => fetch.IsUnwanted))
            fetch.Transfer.Cancel();
    }
}

/// <summary>One download: tried again when it is cut, after 5, 10, 15, 20 and 25 seconds.</summary>
internal sealed class LayerFetch(EngineCore core, RegistryLayer layer, ILayerTransfer transfer)
{
    private const int Retries = 5;
    private const int SecondsPerRetry = 5;
    private readonly List<PullJob> jobs = [];
    private readonly Completion<bool> end = core.World.Completion<bool>();

    public RegistryLayer Layer => layer;

    public ILayerTransfer Transfer => transfer;

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
            var outcome = await transfer.Try(bytes => Say(PullLines.Progress(layer, "Downloading", bytes)), () => IsUnwanted);
            if (outcome.IsWhole)
            {
                Say(PullLines.Layer(layer.Id, "Verifying Checksum"));
                Say(PullLines.Layer(layer.Id, "Download complete"));
                end.TrySet(true);
                return;
            }

            if (outcome.Failure is not null || attempt >= Retries)
            {
                Failure = outcome.Failure ?? "unexpected EOF";
                end.TrySet(false);
                return;
            }

            await CountDown((attempt + 1) * SecondsPerRetry);
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

    private void Say(PullProgress line)
    {
        foreach (var job in jobs)
            job.Say(line);
    }
}
