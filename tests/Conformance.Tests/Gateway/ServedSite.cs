using Conformance.Gateway;
using Conformance.Harness.Runs;

namespace Conformance.Tests.Gateway;

/// <summary>A served fake daemon for one test, its clock quicker than the wall's.</summary>
internal sealed class ServedSite(FakeDaemon daemon) : IAsyncDisposable
{
    private const double Quick = 20;

    public DockerAddress Address => daemon.Address;

    public static async Task<ServedSite> Start() => new(await FakeDaemon.StartAsync(new FakeDaemonOptions { Speed = Quick }));

    public Task<(int Status, string Body)> Call(string method, string path, string? json = null) => RawConversation.Call(Address, method, path, json);

    public ValueTask DisposeAsync() => daemon.DisposeAsync();
}
