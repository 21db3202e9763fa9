using System.Text.Json;
using Conformance.Docker;

namespace Conformance.Gateway;

/// <summary>What really exists at a real daemon: asked directly, past the proxy, and of the kernel.</summary>
/// <param name="daemon">The daemon itself, not a proxy.</param>
public sealed class RealGroundTruth(DockerAddress daemon) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly HttpMessageInvoker client = EngineTransport.CreateInvoker(daemon);

    /// <summary>The daemon as an engine, past all faults.</summary>
    public IDockerEngine Engine => engine ??= new HttpDockerEngine(client);

    private HttpDockerEngine? engine;

    /// <summary>All containers in all states, in ordinal order of their names. Throws <see cref="DockerException"/> when the daemon is silent.</summary>
    public async Task<IReadOnlyList<DaemonContainer>> Containers()
    {
        var found = new List<DaemonContainer>();
        foreach (var summary in await Engine.Call(new ListContainers(All: true), Limit, TimeProvider.System))
        {
            var name = summary.Names.Count > 0 ? summary.Names[0].TrimStart('/') : summary.Id;
            found.Add(new DaemonContainer(summary.Id, name, summary.State, ContainerCgroup.LivePids(summary.Id).Count, summary.Labels));
        }

        found.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return found;
    }

    /// <summary>Names of the volumes that no container uses, in ordinal order. Throws <see cref="DockerException"/> when the daemon is silent.</summary>
    public async Task<IReadOnlyList<string>> UnusedVolumes()
    {
        try
        {
            using var limit = new CancellationTokenSource(Limit);
            using var request = new HttpRequestMessage(HttpMethod.Get, "http://docker/volumes?filters=%7B%22dangling%22%3A%5B%22true%22%5D%7D");
            using var response = await client.SendAsync(request, limit.Token);
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: limit.Token);
            return document.RootElement.TryGetProperty("Volumes", out var volumes) && volumes.ValueKind == JsonValueKind.Array
                ? [.. volumes.EnumerateArray().Select(volume => volume.GetProperty("Name").GetString() ?? "").Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException)
        {
            throw new DockerException(DockerFailure.Unreachable, "volumes could not be listed: " + exception.Message);
        }
    }

    /// <summary>Removes all containers of the daemon, by force. Only for a private daemon: between two runs.</summary>
    public async Task RemoveAll()
    {
        foreach (var container in await Containers())
        {
            try
            {
                if (container.Status == "paused")
                    await Engine.Call(new UnpauseContainer(container.Id), Limit, TimeProvider.System);
                await Engine.Call(new RemoveContainer(container.Id, Force: true, Volumes: true), Limit, TimeProvider.System);
            }
            catch (DockerException e) when (e.Status is 404 or 409)
            {
                // Gone, or on its way out.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}

/// <summary>One container that really exists.</summary>
/// <param name="Id">Docker id.</param>
/// <param name="Name">Docker name without slash.</param>
/// <param name="Status">created, running, paused, exited, dead, ...</param>
/// <param name="LiveProcesses">Processes of it that the kernel knows and that are no zombies.</param>
/// <param name="Labels">Its labels.</param>
public sealed record DaemonContainer(string Id, string Name, string Status, int LiveProcesses, IReadOnlyDictionary<string, string> Labels);
