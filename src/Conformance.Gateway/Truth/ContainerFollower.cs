using System.Globalization;
using Conformance.Docker;
using Conformance.Machine;

namespace Conformance.Gateway;

/// <summary>
/// Writes what happens to the containers of a real daemon into the history, from the daemon's own event stream, past the
/// proxy. When the daemon restarts it follows the new one. Events do not tell everything: command line and pid are asked for
/// when the event comes, so that a container that is gone by then has an empty command line, one that has ended pid 0.
/// </summary>
public sealed class ContainerFollower : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly EngineFilters OnlyContainers = EngineFilters.Of("type", "container");
    private readonly IDockerEngine engine;
    private readonly History history;
    private readonly HashSet<string> outOfMemory = new(StringComparer.Ordinal);
    private readonly Task following;
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EngineStream<EngineEvent>? stream;
    private volatile bool isDisposed;
    private long lastNanoseconds;

    private ContainerFollower(IDockerEngine engine, History history, Instant since)
    {
        (this.engine, this.history) = (engine, history);
        lastNanoseconds = since.Nanoseconds;
        following = Follow();
    }

    /// <summary>Starts one; from its completion on nothing is missed.</summary>
    /// <param name="engine">The daemon itself, such as <see cref="RealGroundTruth.Engine"/>.</param>
    /// <param name="history">Gets created, started, signalled, exited and removed lines.</param>
    public static async Task<ContainerFollower> Start(IDockerEngine engine, History history)
    {
        var follower = new ContainerFollower(engine, history, Instant.From(TimeProvider.System.GetUtcNow()));
        await follower.listening.Task.WaitAsync(Limit);
        return follower;
    }

    /// <summary>
    /// Completes when everything that has happened at the daemon up to now is in the history. Throws
    /// <see cref="TimeoutException"/> after 10 s, <see cref="DockerException"/> when the daemon is silent.
    /// </summary>
    public async Task CatchUp()
    {
        var now = Instant.From(TimeProvider.System.GetUtcNow());
        var since = new Instant(Interlocked.Read(ref lastNanoseconds));
        var past = await engine.Call(new ReadEvents(since, now, OnlyContainers), Limit, TimeProvider.System);
        var newest = 0L;
        while (await past.Next() is { } line)
            newest = Math.Max(newest, line.Time.Nanoseconds);
        past.Close();
        var end = TimeProvider.System.GetUtcNow() + Limit;
        while (Interlocked.Read(ref lastNanoseconds) < newest)
        {
            if (TimeProvider.System.GetUtcNow() > end)
                throw new TimeoutException("the daemon's events did not arrive");
            await Task.Delay(1);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        isDisposed = true;
        stream?.Close();
        await following;
    }

    private async Task Follow()
    {
        while (!isDisposed)
        {
            try
            {
                stream = await engine.Call(new ReadEvents(new Instant(Interlocked.Read(ref lastNanoseconds)), null, OnlyContainers), Limit, TimeProvider.System);
                listening.TrySetResult();
                while (!isDisposed && await stream.Next() is { } line)
                    await Write(line);
            }
            catch (DockerException)
            {
                // The daemon has ended, or has not come up yet.
            }

            if (!isDisposed)
                await Task.Delay(Pause);
        }
    }

    private async Task Write(EngineEvent line)
    {
        // "since" is inclusive: after a new connection the last one comes again.
        if (line.Time.Nanoseconds <= Interlocked.Read(ref lastNanoseconds))
            return;
        if (await Translate(line) is { } data)
            history.Add("daemon", data);
        Interlocked.Exchange(ref lastNanoseconds, line.Time.Nanoseconds);
    }

    private async Task<EventData?> Translate(EngineEvent line)
    {
        var id = line.Actor.Id;
        var name = line.Actor.Attributes.GetValueOrDefault("name", "");
        switch (line.Action)
        {
            case "create":
                var created = await Look(id);
                var spec = created?.Config ?? new ContainerSpec { Image = line.Actor.Attributes.GetValueOrDefault("image", "") };
                return new ContainerCreated(
                    id, name, spec with { HostConfig = created?.HostConfig }, created is null ? [] : [created.Path, .. created.Args]);
            case "start":
                return new ContainerStarted(id, name, (await Look(id))?.State.Pid ?? 0);
            case "kill":
                return new ContainerSignalled(id, name, Number(line, "signal"));
            case "oom":
                outOfMemory.Add(id);
                return null;
            case "die":
                return new ContainerExited(id, name, Number(line, "exitCode"), outOfMemory.Remove(id));
            case "destroy":
                return new ContainerRemoved(id, name);
            default:
                return null;
        }
    }

    private async Task<ContainerInspect?> Look(string id)
    {
        try
        {
            return await engine.Call(new InspectContainer(id), Limit, TimeProvider.System);
        }
        catch (DockerException)
        {
            // Removed meanwhile, or the daemon has ended; the event stands for itself.
            return null;
        }
    }

    private static int Number(EngineEvent line, string key) =>
        int.TryParse(line.Actor.Attributes.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
