using System.Text.Json.Nodes;

namespace Conformance.Gateway;

/// <summary>One image of a registry with its throttle and its fault.</summary>
internal sealed class RegistryShelf
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";
    private const string ConfigType = "application/vnd.docker.container.image.v1+json";
    private const string LayerType = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private static readonly Throttle Unthrottled = new(0, TimeSpan.Zero);
    private readonly RegistryEntry entry;
    private readonly Blob manifest;
    private readonly Throttle throttle;
    private int faults;

    public RegistryShelf(RegistryEntry entry)
    {
        this.entry = entry;
        manifest = new Blob(Manifest(entry.Image));
        throttle = new Throttle(entry.Image.Layers.Skip(1).Sum(layer => (long)layer.Content.Length), entry.Duration);
    }

    public async Task<bool> SendManifest(RegistryAnswer answer, string reference)
    {
        if (entry.Fault is RefusedManifest refusal && IsFaulty(refusal))
            return await answer.Fail(refusal.Status, refusal.Message);
        return reference == "latest" || reference == manifest.Digest
            ? await answer.Send(manifest, ManifestType)
            : await answer.Fail(404, "manifest unknown");
    }

    public async Task<bool> SendBlob(RegistryAnswer answer, string digest)
    {
        if (digest == entry.Image.Config.Digest)
            return await answer.Send(entry.Image.Config, "application/octet-stream");
        for (var number = 0; number < entry.Image.Layers.Count; number++)
        {
            if (entry.Image.Layers[number].Digest == digest)
                return await SendLayer(answer, entry.Image.Layers[number], number);
        }

        return await answer.Fail(404, "blob unknown to registry");
    }

    // Number 0 is busybox, which the daemon mostly has: it takes no part in throttle and faults.
    private async Task<bool> SendLayer(RegistryAnswer answer, Blob layer, int number)
    {
        var first = answer.First(layer.Content.Length);
        if (!await answer.BeginBlob(layer, first))
            return true;
        var middle = first + ((layer.Content.Length - first) / 2);
        var pace = number == 0 ? Unthrottled : throttle;
        await answer.Write(layer.Content.AsMemory(first..middle), pace);
        switch (entry.Fault)
        {
            case CutBlob cut when cut.Layer == number && IsFaulty(cut):
                return false;
            case StalledBlob stall when stall.Layer == number && IsFaulty(stall):
                await Task.WhenAny(answer.Gone, Task.Delay(stall.For ?? Timeout.InfiniteTimeSpan));
                break;
        }

        await answer.Write(layer.Content.AsMemory(middle..), pace);
        return true;
    }

    private bool IsFaulty(LocalRegistryFault fault) => Interlocked.Increment(ref faults) <= fault.Times || fault.Times == 0;

    private static byte[] Manifest(BuiltImage image) => GatewayJson.Write(new JsonObject
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = ManifestType,
        ["config"] = Descriptor(ConfigType, image.Config),
        ["layers"] = new JsonArray([.. image.Layers.Select(layer => Descriptor(LayerType, layer))]),
    });

    private static JsonObject Descriptor(string type, Blob blob) =>
        new() { ["mediaType"] = type, ["size"] = blob.Content.Length, ["digest"] = blob.Digest };
}
