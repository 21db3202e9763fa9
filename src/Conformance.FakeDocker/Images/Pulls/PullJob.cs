using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.FakeDocker;

/// <summary>A pull under way and the clients that follow it.</summary>
internal sealed class PullJob(EngineCore core, LayerFetches fetches, ImageReference reference, IReadOnlyList<string> wanted)
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
        foreach (var full in wanted)
        {
            if (!core.Host.Registry.TryFind(full, out var image))
                continue;
            var tag = full[(full.LastIndexOf(':') + 1)..];
            Say(PullLines.First(reference, reference.Digest is null ? tag : reference.Repository + "@" + reference.Digest));
            var outcome = await Fetch(full, image);
            if (IsOver)
                return;
            if (outcome is { Failure: { } failure })
            {
                Say(PullLines.Failed(failure));
                End();
                return;
            }

            fetched |= outcome.IsNew;
            Say(PullLines.Words("Digest: " + ImageIds.Digest(IdOf(image))));
        }

        var name = reference.Digest is not null || wanted.Count == 1 ? reference.Full() : reference.Repository;
        Say(PullLines.Words("Status: " + (fetched ? "Downloaded newer image for " : "Image is up to date for ") + name));
        foreach (var _ in readers)
            core.Events.Image("pull", name, reference.Repository);
        End();
    }

    /// <summary>The id that an image of a registry has at the daemon.</summary>
    public static string IdOf(RegistryImage image) => ImageOf(image).Id;

    private async Task<(bool IsNew, string? Failure)> Fetch(string full, RegistryImage image)
    {
        var id = IdOf(image);
        if (core.Host.Images.TryFindTag(full, out var present) && present.Id == id)
            return (false, null);
        var began = core.World.Now;
        var schedule = new PullSchedule(image);
        var missing = new List<(int Index, RegistryLayer Layer)>();
        for (var index = 0; index < image.Layers!.Count; index++)
        {
            var layer = image.Layers[index];
            var isHere = core.Host.Images.Images.Any(other => other.Layers.Any(present => present.Name == layer.Id));
            Say(PullLines.Layer(layer.Id, isHere ? "Already exists" : "Pulling fs layer"));
            if (!isHere)
                missing.Add((index, layer));
        }

        var downloads = new LayerFetch?[missing.Count];
        var failure = core.World.Completion<string>();
        for (var road = 0; road < Parallel; road++)
            core.World.Spawn("road", () => Download(full, missing, downloads, schedule, failure));
        foreach (var (place, layer) in missing.Select((entry, place) => (place, entry.Layer)))
        {
            if (await Extract(downloads, place, layer, schedule, failure) is { } words)
                return (true, words);
            if (IsOver)
                return (true, null);
        }

        await WaitUntil(began, schedule, image, missing);
        if (!IsOver)
            Store(full, image, downloads);
        return (true, null);
    }

    /// <summary>One of three roads: takes the next layer that nobody has taken.</summary>
    private async Task Download(
        string full, List<(int Index, RegistryLayer Layer)> missing, LayerFetch?[] downloads, PullSchedule schedule, Completion<string> failure)
    {
        while (Array.IndexOf(downloads, null) is >= 0 and var place && !IsOver)
        {
            var (index, layer) = missing[place];
            var fetch = fetches.Get(this, full, index, layer, schedule.Download(layer));
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
    private async Task WaitUntil(Instant began, PullSchedule schedule, RegistryImage image, List<(int Index, RegistryLayer Layer)> missing)
    {
        var share = missing.Sum(entry => (double)entry.Layer.Size) / Math.Max(1, image.Layers!.Sum(layer => (double)layer.Size));
        var left = schedule.Total * share - (core.World.Now - began);
        if (left > TimeSpan.Zero)
            await core.World.Delay(left);
    }

    private static FakeImage ImageOf(RegistryImage image) =>
        ImageIds.Of(image.Config, [.. image.Layers!.Select(layer => layer.Id)], image.Layers!.Sum(layer => layer.Size));

    private void Store(string full, RegistryImage image, LayerFetch?[] downloads)
    {
        var stored = ImageOf(image);
        core.Host.Images.Add(stored with { Programs = image.Programs, Digest = ImageIds.Digest(stored.Id) }, full, core.World.Now);
        foreach (var fetch in downloads)
            fetches.Forget(fetch!);
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
