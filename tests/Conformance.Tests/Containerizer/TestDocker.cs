using Conformance.Docker;
using Conformance.Machine;
using Conformance.Simulation;

namespace Conformance.Tests.Containerizer;

/// <summary>The verbs on a <see cref="TestDaemon"/>: messages with limits, as a client of the API has them.</summary>
internal sealed class TestDocker(TestDaemon daemon) : IDocker
{
    public Task<string> Version(TimeSpan limit) => Call("version", "", limit, () => Task.FromResult("20.10.24"));

    public IDockerPull Pull(string reference, string? home, TimeSpan inactivity) => new TestPull(daemon, reference);

    public Task<string> Run(RunSpec spec, TimeSpan limit) => Call("run", spec.Name, limit, async () =>
    {
        await daemon.Fault("create", Phase.Before);
        var container = daemon.Create(spec);
        await daemon.Fault("create", Phase.After);
        await daemon.Fault("start", Phase.Before);
        daemon.Start(container);
        await daemon.Fault("start", Phase.After);
        return container.Id;
    });

    public Task AbandonEarlier() => Task.CompletedTask;

    public Task<ContainerInspect?> Inspect(string container, TimeSpan limit) => Call("inspect", container, limit, () =>
        Task.FromResult(daemon.Find(container) is { } found ? Describe(found) : null));

    public Task<ImageInspect?> InspectImage(string reference, TimeSpan limit) => Call("image", reference, limit, () =>
        Task.FromResult(daemon.Images.Contains(reference) ? new ImageInspect() : null));

    public Task<IReadOnlyList<ContainerSummary>> List(EngineFilters? filters, TimeSpan limit) => Call("list", "", limit, () =>
    {
        var label = filters?.Values["label"][0].Split('=', 2);
        return Task.FromResult<IReadOnlyList<ContainerSummary>>(
        [
            .. daemon.Containers.Select(Summary).Where(container => label is null || container.Labels.GetValueOrDefault(label[0]) == label[1]),
        ]);
    });

    public Task<int> Wait(string container, Task givenUp) => Call("wait", container, TimeSpan.FromDays(10_000), async () => await Demand(container).Ended.Task);

    public Task Kill(string container, int signal, TimeSpan limit) => Call("kill", container, limit, async () =>
    {
        var found = Running(container);
        await daemon.Kill(found, signal);
        return true;
    });

    public Task Stop(string container, TimeSpan grace, TimeSpan limit) => Call("stop", container, grace + limit, async () =>
    {
        var found = Demand(container);
        if (!found.State.Running)
            return true;
        daemon.World.Signal(found.Root!, Signals.Term);
        await Task.WhenAny(found.Ended.Task, daemon.World.Delay(grace));
        if (found.State.Running)
            await daemon.Kill(found, Signals.Kill);
        return true;
    });

    public Task Unpause(string container, TimeSpan limit) => Call("unpause", container, limit, () =>
    {
        var found = Demand(container);
        daemon.World.Thaw(found.Root!);
        found.State = found.State with { Paused = false, Status = "running" };
        return Task.FromResult(true);
    });

    public Task Remove(string container, bool force, bool volumes, TimeSpan limit) => Call("remove", container, limit, async () =>
    {
        var found = Demand(container);
        if (found.State.Running)
            await daemon.Kill(found, Signals.Kill);
        daemon.Containers.Remove(found);
        return true;
    });

    public Task<ContainerOutput> Logs(string container, TimeSpan limit) => Call("logs", container, limit, () =>
        Task.FromResult(new ContainerOutput(Demand(container).Stdout.ToArray(), Demand(container).Stderr.ToArray())));

    public Task<IDockerFollower> FollowLogs(string container, string stdoutPath, string stderrPath) =>
        Task.FromResult<IDockerFollower>(new TestFollower(daemon, container, stdoutPath));

    private TestContainer Demand(string container) =>
        daemon.Find(container) ?? throw DockerException.Answered(404, $"No such container: {container}");

    private TestContainer Running(string container) =>
        Demand(container) is { State.Running: true } running
            ? running
            : throw DockerException.Answered(409, $"Cannot kill container: {container}: Container is not running");

    private async Task<T> Call<T>(string verb, string target, TimeSpan limit, Func<Task<T>> effect)
    {
        var call = daemon.World.BeginCall(daemon.Process, async _ =>
        {
            daemon.Calls.Add(target.Length == 0 ? verb : verb + " " + target);
            await daemon.Fault(verb, Phase.Before);
            var result = await effect();
            await daemon.Fault(verb, Phase.After);
            return result;
        });
        try
        {
            return await call.Reply.WaitAsync(limit, daemon.World.Time);
        }
        catch (TimeoutException)
        {
            call.Abort();
            throw DockerException.TimedOut(verb, limit);
        }
    }

    private static ContainerInspect Describe(TestContainer container) => new()
    {
        Id = container.Id,
        Name = "/" + container.Spec.Name,
        State = container.State,
        Config = new ContainerSpec { Labels = Labels(container) },
    };

    private static ContainerSummary Summary(TestContainer container) => new()
    {
        Id = container.Id,
        Names = ["/" + container.Spec.Name],
        Labels = Labels(container),
        State = container.State.Status,
    };

    private static Dictionary<string, string> Labels(TestContainer container) => container.Spec.Labels.ToDictionary();
}

/// <summary>A pull that takes the daemon's pull time, or until it is cancelled.</summary>
internal sealed class TestPull : IDockerPull
{
    private readonly WorldCall<bool> call;

    public TestPull(TestDaemon daemon, string reference)
    {
        call = daemon.World.BeginCall(daemon.Process, async caller =>
        {
            daemon.Calls.Add("pull " + reference);
            await daemon.Fault("pull", Phase.Before);
            await Task.WhenAny(daemon.World.Delay(daemon.PullTime), caller.Gone);
            if (caller.Gone.IsCompleted)
            {
                daemon.Calls.Add("pull-ended " + reference);
                return false;
            }

            if (daemon.PullError is { } error)
                throw new DockerException(DockerFailure.Answered, error);
            daemon.Images.Add(reference);
            await daemon.Fault("pull", Phase.After);
            return true;
        });
        Done = Perform();
    }

    public Task Done { get; }

    public Task Cancel()
    {
        call.Abort();
        return Task.CompletedTask;
    }

    private async Task Perform()
    {
        try
        {
            await call.Reply;
        }
        catch (CallAbortedException)
        {
            throw DockerException.Broken("cancelled");
        }
    }
}

/// <summary>A follower that knows the first line only: the end must complete the rest.</summary>
internal sealed class TestFollower : IDockerFollower
{
    private readonly TaskCompletionSource stopped = new();

    public TestFollower(TestDaemon daemon, string container, string stdoutPath) =>
        Done = Follow(daemon, container, stdoutPath);

    public Task Done { get; }

    public Task Stop()
    {
        stopped.TrySetResult();
        return Task.CompletedTask;
    }

    private async Task Follow(TestDaemon daemon, string container, string stdoutPath)
    {
        var found = daemon.Find(container);
        await Task.WhenAny(found!.Ended.Task, stopped.Task);
        var text = System.Text.Encoding.UTF8.GetString(found.Stdout.ToArray());
        var end = text.IndexOf('\n') + 1;
        await daemon.Machine.Disk.Append(stdoutPath, System.Text.Encoding.UTF8.GetBytes(text[..end]));
    }
}
