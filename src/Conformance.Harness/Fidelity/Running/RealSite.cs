using System.Text.Json.Nodes;
using Conformance.Gateway;

namespace Conformance.Harness.Fidelity;

/// <summary>A real daemon that nobody else uses: it is emptied before each sequence.</summary>
internal sealed class RealSite : IAsyncDisposable
{
    private readonly PrivateDaemon daemon;
    private readonly ApiClient client;

    private RealSite(PrivateDaemon daemon) => (this.daemon, client) = (daemon, new ApiClient(daemon.Address, ""));

    private const string NoName = "<none>:<none>";

    /// <summary>Starts one and gives it its image. Throws <see cref="EnvironmentException"/> where there can be none.</summary>
    public static async Task<RealSite> Start()
    {
        var daemon = await PrivateDaemon.Start();
        await FidelityImage.Load(daemon.Address);
        return new RealSite(daemon);
    }

    /// <summary>Plays a sequence on the emptied daemon.</summary>
    public async Task<Transcript> Play(CallSequence sequence)
    {
        await Empty();
        await RenewImage();
        return await new SequencePlayer(daemon.Address).Play(sequence);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await daemon.DisposeAsync();
    }

    // A name that an image once had leaves a trace.
    private async Task RenewImage()
    {
        if ((await client.Ask(ApiCall.Get($"/images/{ContainerBodies.Image}/json"))).Text.Contains("\"LastTagTime\":\"0001", StringComparison.Ordinal))
            return;
        await client.Ask(ApiCall.Delete($"/images/{ContainerBodies.Image}?force=1"));
        await FidelityImage.Load(daemon.Address);
    }

    private async Task Empty()
    {
        foreach (var container in await List("/containers/json?all=1", ""))
            await client.Ask(ApiCall.Delete($"/containers/{container["Id"]}?force=1&v=1"));
        foreach (var network in (await List("/networks", "")).Where(network => network["Name"]!.ToString() is not ("host" or "none")))
            await client.Ask(ApiCall.Delete($"/networks/{network["Id"]}"));
        foreach (var volume in await List("/volumes", "Volumes"))
            await client.Ask(ApiCall.Delete($"/volumes/{volume["Name"]}?force=1"));
        foreach (var image in await List("/images/json?all=1", ""))
        {
            foreach (var tag in (image["RepoTags"] as JsonArray ?? []).Select(tag => tag!.ToString()).Where(tag => tag is not (ContainerBodies.Image + ":latest") and not NoName))
                await client.Ask(ApiCall.Delete($"/images/{tag}?force=1"));
            if (image["RepoTags"] is not JsonArray { Count: > 0 } tags || tags[0]!.ToString() == NoName)
                await client.Ask(ApiCall.Delete($"/images/{image["Id"]}?force=1"));
        }
    }

    private async Task<IReadOnlyList<JsonObject>> List(string path, string member)
    {
        var answer = (await client.Ask(ApiCall.Get(path))).Lines.FirstOrDefault();
        return [.. ((member.Length == 0 ? answer : answer?[member]) as JsonArray ?? []).OfType<JsonObject>()];
    }
}
