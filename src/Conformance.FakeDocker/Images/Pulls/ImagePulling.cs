using Conformance.Docker;

namespace Conformance.FakeDocker;

/// <summary>
/// pull: asks the registry, then streams progress. Pulls of one reference at a time are one job; it ends with its last client and
/// then leaves nothing.
/// </summary>
internal sealed class ImagePulling(EngineCore core)
{
    private const int ManifestMin = 10;
    private const int ManifestMax = 40;
    private readonly SortedDictionary<string, PullJob> jobs = new(StringComparer.Ordinal);
    private readonly LayerFetches fetches = new(core);

    /// <summary>References that are being pulled, in ordinal order.</summary>
    public IReadOnlyList<string> Running => [.. jobs.Where(job => !job.Value.IsOver).Select(job => job.Key)];

    /// <summary>200 with a stream; 404 or the registry's refusal before it.</summary>
    public async Task<EngineStream<PullProgress>> Pull(PullImage operation, EngineClient client)
    {
        var text = operation.Tag is not { Length: > 0 } tag ? operation.Reference
            : operation.Reference + (tag.StartsWith("sha256:", StringComparison.Ordinal) ? "@" : ":") + tag;
        if (operation.Reference.Length == 0)
            throw EngineErrors.Internal(RegistryCalls.NoWayTo("http:"));
        if (!DaemonReference.TryRead(text, out var reference, out var error))
            throw EngineErrors.Bad(operation.Tag is { } bad && !bad.Contains(':') && !DaemonReference.IsTag(bad) ? "invalid tag format" : error);
        if (reference is { Registry: ImageReference.DefaultRegistry, Path: "scratch" })
            throw EngineErrors.Error(403, "'scratch' is a reserved name");
        await core.Work(ManifestMin, ManifestMax);
        var isAll = operation.Tag is null && reference is { Tag: null, Digest: null };
        var wanted = core.Host.Registry.Outside is { } outside && outside.Has(reference.Registry) && !core.Host.Registry.Hosts.Contains(reference.Registry)
            ? await Outside(outside, reference, isAll, operation.RegistryAuth)
            : Simulated(reference, isAll, operation.RegistryAuth);
        var key = string.Join(' ', wanted.Select(image => image.Full));
        if (!jobs.TryGetValue(key, out var job) || job.IsOver)
        {
            job = new PullJob(core, fetches, reference, wanted);
            jobs[key] = job;
            core.World.Spawn("pull", () => Run(key, job));
        }

        var reader = job.Join();
        core.World.Spawn("pull-client", () => CloseWhenGone(reader, client));
        return reader;
    }

    private static async Task<IReadOnlyList<PulledImage>> Outside(IOutsideRegistry registry, ImageReference reference, bool isAll, string? auth)
    {
        List<PulledImage> found = [];
        foreach (var wanted in isAll ? (await registry.Tags(reference, auth)).Select(tag => reference with { Tag = tag }) : [reference])
            found.Add(new OutsidePull(await registry.Find(wanted, auth)) { Full = wanted.Full() });

        return found;
    }

    private IReadOnlyList<PulledImage> Simulated(ImageReference reference, bool isAll, string? auth)
    {
        List<PulledImage> found = [];
        foreach (var (full, image) in Wanted(reference, isAll))
        {
            RegistryLogin.Check(core.Host.Registry, full, auth);
            if (core.Host.Registry.StrikeManifest(full) is { } refusal)
                throw EngineErrors.Error(refusal.Status, refusal.Message);
            found.Add(new SimulatedPull(core, image) { Full = full });
        }

        return found;
    }

    private List<KeyValuePair<string, RegistryImage>> Wanted(ImageReference reference, bool isAll)
    {
        var registry = core.Host.Registry;
        if (isAll && registry.TagsOf(reference.Repository) is { Count: > 0 } tags)
            return tags;
        if (reference.Digest is { } digest)
        {
            if (registry.TagsOf(reference.Repository).Find(tag => new SimulatedPull(core, tag.Value) { Full = tag.Key }.Digest == digest) is { Key: not null } found)
                return [found];
        }
        else if (registry.TryFind(reference.Full(), out var image))
        {
            return [KeyValuePair.Create(reference.Full(), image)];
        }

        if (reference.Registry.StartsWith("127.", StringComparison.Ordinal) && !registry.Hosts.Contains(reference.Registry))
            throw EngineErrors.Internal(RegistryCalls.NoWay(reference.Registry));
        throw EngineErrors.Error(404, $"manifest for {reference.Full()} not found: manifest unknown: manifest unknown");
    }

    private async Task Run(string key, PullJob job)
    {
        await job.Run();
        if (jobs.GetValueOrDefault(key) == job)
            jobs.Remove(key);
    }

    private static async Task CloseWhenGone(EngineStream<PullProgress> reader, EngineClient client)
    {
        await client.Gone;
        reader.Close();
    }
}
