using System.Collections.Concurrent;
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
    private const int MostOutput = 16 << 20;

    // Events of different containers come in another order than that of their times, by a little.
    private static readonly TimeSpan Disorder = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly EngineFilters OnlyContainers = EngineFilters.Of("type", "container");
    private readonly IDockerEngine engine;
    private readonly History history;
    private readonly HashSet<string> outOfMemory = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(long Time, string Id, string Action), bool> written = new();
    private readonly long begin;
    private readonly Task following;
    private volatile TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EngineStream<EngineEvent>? stream;
    private volatile bool isDisposed;
    private long lastNanoseconds;

    private ContainerFollower(IDockerEngine engine, History history, Instant since)
    {
        (this.engine, this.history) = (engine, history);
        lastNanoseconds = begin = since.Nanoseconds;
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
        await listening.Task.WaitAsync(Limit);
        var now = Instant.From(TimeProvider.System.GetUtcNow());
        var past = await engine.Call(new ReadEvents(Since(), now, OnlyContainers), Limit, TimeProvider.System);
        var expected = new List<(long, string, string)>();
        while (await past.Next() is { } line)
            expected.Add(Key(line));
        past.Close();
        await Until(() => expected.TrueForAll(written.ContainsKey));
        // Whoever waits for a container is answered a moment before the daemon tells of its end.
        foreach (var id in running.Keys)
        {
            if (await Look(id) is not { State.Running: true })
                await Until(() => !running.ContainsKey(id));
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        var end = TimeProvider.System.GetUtcNow() + Limit;
        while (!condition())
        {
            if (TimeProvider.System.GetUtcNow() > end)
                throw new TimeoutException("the daemon's events did not arrive");
            await Task.Delay(1);
        }
    }

    private static (long Time, string Id, string Action) Key(EngineEvent line) => (line.Time.Nanoseconds, line.Actor.Id, line.Action);

    private Instant Since() => new(Math.Max(begin, Interlocked.Read(ref lastNanoseconds) - Disorder.Ticks * TimeSpan.NanosecondsPerTick));

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
                stream = await engine.Call(new ReadEvents(Since(), null, OnlyContainers), Limit, TimeProvider.System);
                await NoteUnseen();
                listening.TrySetResult();
                while (!isDisposed && await stream.Next() is { } line)
                    await Write(line);
            }
            catch (DockerException)
            {
                // The daemon has ended, or has not come up yet.
            }

            if (listening.Task.IsCompleted)
                listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!isDisposed)
                await Task.Delay(Pause);
        }
    }

    private async Task Write(EngineEvent line)
    {
        // After a new connection the last ones come again.
        if (written.ContainsKey(Key(line)))
            return;
        if (await Translate(line) is { } data)
            Add(data);
        written[Key(line)] = true;
        Interlocked.Exchange(ref lastNanoseconds, Math.Max(line.Time.Nanoseconds, Interlocked.Read(ref lastNanoseconds)));
    }

    private void Add(EventData data)
    {
        if (data is ContainerStarted started)
            running[started.Id] = started.Name;
        else if (data is ContainerExited exited)
            running.TryRemove(exited.Id, out _);
        history.Add("daemon", data);
    }

    /// <summary>A daemon tells nothing of what happened while it was going down, away or coming up: what has ended since is asked for.</summary>
    private async Task NoteUnseen()
    {
        foreach (var (id, name) in running.ToList())
        {
            if (await Look(id) is { State: { Running: false } state })
                Add(new ContainerExited(id, name, state.ExitCode, state.OOMKilled));
        }
    }

    private async Task<EventData?> Translate(EngineEvent line)
    {
        var id = line.Actor.Id;
        var name = line.Actor.Attributes.GetValueOrDefault("name", "");
        switch (line.Action)
        {
            case "create":
                var created = await LookOnceItAnswers(id);
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
                return new ContainerExited(id, name, Number(line, "exitCode"), outOfMemory.Remove(id)) { Written = await Output(id) };
            case "destroy":
                return new ContainerRemoved(id, name);
            default:
                return null;
        }
    }

    /// <summary>A daemon that ends within its create comes back with the container and tells no more of it. Null if it is gone.</summary>
    private async Task<ContainerInspect?> LookOnceItAnswers(string id)
    {
        while (!isDisposed)
        {
            try
            {
                return await engine.Call(new InspectContainer(id), Limit, TimeProvider.System);
            }
            catch (DockerException e) when (e.IsNotFound)
            {
                return null;
            }
            catch (DockerException)
            {
                await Task.Delay(Pause);
            }
        }

        return null;
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

    /// <summary>
    /// Its whole log. The daemon tells of an exit only once it has taken the output; null if the container is gone by now, or has so
    /// much output that reading it would hold up the events.
    /// </summary>
    private async Task<ContainerOutput?> Output(string id)
    {
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        try
        {
            var frames = await engine.Call(new ReadLogs(id), Limit, TimeProvider.System);
            while (await frames.Next() is { } frame)
            {
                (frame.IsOutput ? output : errors).Write(frame.Payload);
                if (output.Length + errors.Length <= MostOutput)
                    continue;
                frames.Close();
                return null;
            }

            return new ContainerOutput(output.ToArray(), errors.ToArray());
        }
        catch (DockerException)
        {
            return null;
        }
    }

    private static int Number(EngineEvent line, string key) =>
        int.TryParse(line.Actor.Attributes.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
