using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Conformance.Gateway;

/// <summary>The server of a <see cref="DaemonFace"/> with nothing behind it: 200 and no body to everything. What a daemon's rate is compared with.</summary>
public sealed class EmptyServer : IAsyncDisposable, IHttpApplication<IFeatureCollection>
{
    private readonly FaceServer server;

    private EmptyServer(DockerAddress address) => server = new FaceServer(address);

    /// <summary>Starts one; it listens when this returns.</summary>
    public static async Task<EmptyServer> Start(DockerAddress address)
    {
        var empty = new EmptyServer(address);
        await empty.server.Start(empty);
        return empty;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <inheritdoc/>
    IFeatureCollection IHttpApplication<IFeatureCollection>.CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    Task IHttpApplication<IFeatureCollection>.ProcessRequestAsync(IFeatureCollection context) => Task.CompletedTask;

    /// <inheritdoc/>
    void IHttpApplication<IFeatureCollection>.DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }
}
