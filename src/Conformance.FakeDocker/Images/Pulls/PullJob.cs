using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>A pull under way and the clients that follow it.</summary>
internal sealed class PullJob(EngineCore core, LayerFetches fetches, ImageReference reference, IReadOnlyList<PulledImage> wanted)
{
    private const int Parallel = 3;
    private readonly List<PullProgress> lines = [];
    private readonly List<Reader> readers = [];
    private Completion<bool>? changed;
    private bool hasEnded;

    /// <summary>Ended, or left by its last client.</summary>
    public bool IsOver => hasEnded || readers.Count == 0;

    /// <summary>One more client.</summary>
    public EngineStream<PullProgress> Join()
    {
        var reader = new Reader(this);
        readers.Add(reader);
        return reader;
    }

    /// <summary>A line for every client.</summary>
    public void Say(PullProgress line)
    {
        if (hasEnded)
            return;
        lines.Add(line);
        Wake();
    }

    public async Task Run()
    {
        var fetched = false;
        foreach (var image in wanted)
        {
            var tag = image.Full[(image.Full.LastIndexOf(':') + 1)..];
            Say(PullLines.First(reference, reference.Digest is null ? tag : reference.Repository + "@" + reference.Digest));
            var outcome = await Fetch(image);
            if (IsOver)
                return;
            if (outcome is { Failure: { } failure })
            {
                Say(PullLines.Failed(failure));
                End();
                return;
            }

            fetched |= outcome.IsNew;
            Say(PullLines.Words("Digest: " + image.Digest));
        }

        var name = reference.Digest is not null || wanted.Count == 1 ? reference.Full() : reference.Repository;
        Say(PullLines.Words("Status: " + (fetched ? "Downloaded newer image for " : "Image is up to date for ") + name));
        foreach (var _ in readers)
            core.Events.Image("pull", name, reference.Repository);
        End();
    }

    private async Task<(bool IsNew, string? Failure)> Fetch(PulledImage image)
    {
        if (core.Host.Images.TryFindTag(image.Full, out var present) && present.Id == image.Id)
            return (false, null);
        var began = core.World.Now;
        var missing = new List<(int Index, RegistryLayer Layer)>();
        for (var index = 0; index < image.Layers.Count; index++)
        {
            var layer = image.Layers[index];
            var isHere = Present.Any(other => image.IsSame(other, index));
            Say(PullLines.Layer(layer.Id, isHere ? "Already exists" : "Pulling fs layer"));
            if (!isHere)
                missing.Add((index, layer));
        }

        var downloads = new LayerFetch?[missing.Count];
        var failure = core.World.Completion<string>();
        for (var road = 0; road < Parallel; road++)
            core.World.Spawn("road", () => Download(image, missing, downloads, failure));
        foreach (var (place, layer) in missing.Select((entry, place) => (place, entry.Layer)))
        {
            if (await Extract(downloads, place, layer, image.Schedule, failure) is { } words)
                return (true, words);
            if (IsOver)
                return (true, null);
        }

        await WaitUntil(began, image, missing);
        return (true, IsOver ? null : Store(image, missing, downloads));
    }

    /// <summary>One of three roads: takes the next layer that nobody has taken.</summary>
    private async Task Download(
        PulledImage image, List<(int Index, RegistryLayer Layer)> missing, LayerFetch?[] downloads, Completion<string> failure)
    {
        while (Array.IndexOf(downloads, null) is >= 0 and var place && !IsOver)
        {
            var (index, layer) = missing[place];
            var fetch = fetches.Get(this, layer, () => image.Transfer(index));
            downloads[place] = fetch;
            Wake();
            await fetch.End;
            if (fetch.Failure is { } words)
                failure.TrySet(words);
        }
    }

    private async Task<string?> Extract(LayerFetch?[] downloads, int place, RegistryLayer layer, PullSchedule schedule, Completion<string> failure)
    {
        while (downloads[place] is null && !IsOver)
            await Task.WhenAny(Changed(), failure.Task);
        if (IsOver)
            return null;
        var done = await Task.WhenAny(downloads[place]!.End, failure.Task);
        if (failure.IsSettled || done == failure.Task)
            return await failure.Task;
        await core.World.Delay(schedule.Extract(layer));
        Say(PullLines.Progress(layer, "Extracting", layer.Size));
        Say(PullLines.Layer(layer.Id, "Pull complete"));
        return null;
    }

    /// <summary>Extraction overlaps with downloads; what is left of the image's time is the registry's last answer.</summary>
    private async Task WaitUntil(Instant began, PulledImage image, List<(int Index, RegistryLayer Layer)> missing)
    {
        var share = missing.Sum(entry => (double)entry.Layer.Size) / Math.Max(1, image.Layers.Sum(layer => (double)layer.Size));
        var left = image.Schedule.Total * share - (core.World.Now - began);
        if (left > TimeSpan.Zero)
            await core.World.Delay(left);
    }

    /// <summary>Every layer that is here.</summary>
    private IEnumerable<ImageLayer> Present => core.Host.Images.Images.SelectMany(image => image.Layers);

    /// <summary>The daemon's words if its parts do not belong together.</summary>
    private string? Store(PulledImage image, List<(int Index, RegistryLayer Layer)> missing, LayerFetch?[] downloads)
    {
        var transfers = new ILayerTransfer?[image.Layers.Count];
        foreach (var (place, index) in missing.Select((entry, place) => (place, entry.Index)))
        {
            transfers[index] = downloads[place]!.Transfer;
            fetches.Forget(downloads[place]!);
        }

        try
        {
            core.Host.Images.Add(image.Build(transfers, Present), image.Full);
            return null;
        }
        catch (DockerException refusal)
        {
            return refusal.Message;
        }
    }

    private void End()
    {
        hasEnded = true;
        Wake();
    }

    private Task Changed() => (changed ??= core.World.Completion<bool>()).Task;

    private void Wake()
    {
        changed?.TrySet(true);
        changed = null;
    }

    private void Leave(Reader reader)
    {
        readers.Remove(reader);
        Wake();
        if (IsOver)
            fetches.Leave();
    }

    private sealed class Reader(PullJob job) : EngineStream<PullProgress>
    {
        private int next;
        private bool isClosed;

        public override async Task<PullProgress?> Next()
        {
            while (!isClosed)
            {
                if (next < job.lines.Count)
                    return job.lines[next++];
                if (job.hasEnded)
                    return null;
                await job.Changed();
            }

            return null;
        }

        public override void Close()
        {
            if (isClosed)
                return;
            isClosed = true;
            job.Leave(this);
        }
    }
}
