using System.Net;
using Conformance.Docker;
using Conformance.FakeDocker;

namespace Conformance.Gateway;

/// <summary>
/// Registries that listen on this host, for a fake daemon that is asked for an image of theirs: v2 over plain HTTP, without credentials or
/// with basic ones. Addresses of other hosts are never asked.
/// </summary>
/// <param name="thread">The world of the daemon.</param>
public sealed class LoopbackRegistries(WorldThread thread) : IOutsideRegistry, IDisposable
{
    private readonly HttpClient client = new(
        new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null }, disposeHandler: true)
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <inheritdoc/>
    public bool Has(string registry)
    {
        var colon = registry.LastIndexOf(':');
        var host = colon < 0 || registry.EndsWith(']') ? registry : registry[..colon];
        return host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }

    /// <inheritdoc/>
    public Task<IOutsideImage> Find(ImageReference reference, string? auth) =>
        thread.Outside<IOutsideImage>(() => LoopbackImage.Read(new RegistryClient(client, reference, auth), reference.WithDefaultTag().Version!, thread));

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> Tags(ImageReference repository, string? auth) =>
        thread.Outside(() => new RegistryClient(client, repository, auth).Tags());

    /// <inheritdoc/>
    public Task<bool> Login(string registry, string auth) =>
        thread.Outside(() => new RegistryClient(client, new ImageReference(registry + "/"), auth).Login());

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
