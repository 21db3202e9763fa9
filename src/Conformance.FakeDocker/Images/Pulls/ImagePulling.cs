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
        if (!DaemonReference.TryRead(text, out var reference, out var error))
            throw EngineErrors.Bad(error);
        await core.Work(ManifestMin, ManifestMax);
        var wanted = Wanted(reference, all: operation.Tag is null && reference is { Tag: null, Digest: null });
        foreach (var full in wanted)
        {
            RegistryLogin.Check(core.Host.Registry, full, operation.RegistryAuth);
            if (core.Host.Registry.StrikeManifest(full) is { } refusal)
                throw EngineErrors.Error(refusal.Status, refusal.Message);
        }

        var key = string.Join(' ', wanted);
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

    private List<string> Wanted(ImageReference reference, bool all)
    {
        var registry = core.Host.Registry;
        if (all && registry.TagsOf(reference.Repository) is { Count: > 0 } tags)
            return tags;
        if (reference.Digest is { } digest)
        {
            foreach (var full in registry.TagsOf(reference.Repository))
            {
                if (registry.TryFind(full, out var image) && ImageIds.Digest(PullJob.IdOf(image)) == digest)
                    return [full];
            }
        }
        else if (registry.TryFind(reference.Full(), out _))
        {
            return [reference.Full()];
        }

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
