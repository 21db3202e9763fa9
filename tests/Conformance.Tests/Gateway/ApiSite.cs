using Conformance.Harness.Runs;
using Conformance.Harness.Scenarios;

namespace Conformance.Tests.Gateway;

/// <summary>A fake daemon and a client of it that sends raw requests.</summary>
internal sealed class ApiSite(FakeDaemon daemon) : IAsyncDisposable
{
    private const double Quick = 50;

    public FakeDaemon Daemon => daemon;

    public ApiClient Api { get; } = new(daemon.Address);

    public static async Task<ApiSite> Start(FakeDaemonOptions? options = null, Scenario? scenario = null) =>
        new(await FakeDaemon.StartAsync((options ?? new FakeDaemonOptions()) with { Speed = Quick, Scenario = scenario }));

    /// <summary>Creates and starts a container that sleeps.</summary>
    public async Task<string> Sleeper(string name, string hostConfig = "{}")
    {
        var made = await Api.Post("/containers/create?name=" + name, $$"""{"Image":"busybox","Cmd":["sleep","1000"],"HostConfig":{{hostConfig}}}""");
        Assert.That(made.Status, Is.EqualTo(201), made.Text);
        Assert.That((await Api.Post($"/containers/{name}/start")).Status, Is.EqualTo(204));
        return made.Json["Id"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await daemon.DisposeAsync();
    }
}
