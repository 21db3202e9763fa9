using System.Globalization;
using Conformance.Machine;

namespace Conformance.Docker;

/// <summary>
/// The verbs straight on the Engine API. A connection dies with its process: whatever was asked and not answered is unknown
/// to the next one, and a pull ends.
/// </summary>
public sealed class ApiDocker(IDockerEngine engine, IMachine machine) : IDocker
{
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromMilliseconds(1);

    /// <inheritdoc/>
    public async Task<string> Version(TimeSpan limit) => (await Call(new ReadVersion(), limit)).Version;

    /// <inheritdoc/>
    public IDockerPull Pull(string reference, string? home, TimeSpan inactivity) =>
        new ApiPull(engine, machine, ImageReference.Parse(reference).WithDefaultTag(), home, inactivity);

    /// <summary>
    /// Create, then start. When the start fails the container stays behind, and the failure is never a definite one.
    /// </summary>
    public async Task<string> Run(RunSpec spec, TimeSpan limit)
    {
        var began = machine.Now;
        var created = await Call(new CreateContainer(spec.Name, spec.ToBody()), limit);
        var rest = limit - (machine.Now - began);
        try
        {
            await Call(new StartContainer(created.Id), rest > ShortestLimit ? rest : ShortestLimit);
        }
        catch (DockerException exception) when (exception.IsDefinite)
        {
            throw exception.AsIndefinite();
        }

        return created.Id;
    }

    /// <summary>Nothing to do: connections die with their process, and start is sent after create was answered.</summary>
    public Task AbandonEarlier() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ContainerInspect?> Inspect(string container, TimeSpan limit) => Find(new InspectContainer(container), limit);

    /// <inheritdoc/>
    public Task<ImageInspect?> InspectImage(string reference, TimeSpan limit) => Find(new InspectImage(reference), limit);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ContainerSummary>> List(EngineFilters? filters, TimeSpan limit) =>
        Call(new ListContainers(All: true, filters), limit);

    /// <inheritdoc/>
    public async Task<int> Wait(string container, Task givenUp)
    {
        // Asked about a container that was never started, wait answers 0 at once; and once started is started for ever.
        var seen = await CallUnless(givenUp, new InspectContainer(container));
        seen.State.ThrowIfNeverStarted(container);
        var stream = await CallUnless(givenUp, new WaitContainer(seen.Id));
        try
        {
            var next = stream.Next();
            if (await Task.WhenAny(next, givenUp) != next)
                throw DockerException.Broken("wait was given up");
            var reply = await next ?? throw DockerException.Broken("the answer of wait ended before the container did");
            return reply.Error is { Message: { Length: > 0 } message }
                ? throw new DockerException(DockerFailure.Answered, message)
                : checked((int)reply.StatusCode);
        }
        finally
        {
            stream.Close();
        }
    }

    /// <inheritdoc/>
    public Task Kill(string container, int signal, TimeSpan limit) =>
        Call(new KillContainer(container, Signals.Name(signal) ?? signal.ToString(CultureInfo.InvariantCulture)), limit);

    /// <inheritdoc/>
    public Task Stop(string container, TimeSpan grace, TimeSpan limit) =>
        Call(new StopContainer(container, StopContainer.Seconds(grace)), grace + limit);

    /// <inheritdoc/>
    public Task Unpause(string container, TimeSpan limit) => Call(new UnpauseContainer(container), limit);

    /// <inheritdoc/>
    public Task Remove(string container, bool force, bool volumes, TimeSpan limit) =>
        Call(new RemoveContainer(container, force, volumes), limit);

    /// <inheritdoc/>
    public Task<ContainerOutput> Logs(string container, TimeSpan inactivity) => new ApiLogs(engine, machine).Collect(container, inactivity);

    /// <inheritdoc/>
    public Task<IDockerFollower> FollowLogs(string container, string stdoutPath, string stderrPath) =>
        Task.FromResult<IDockerFollower>(new ApiFollower(engine, machine.Disk, container, stdoutPath, stderrPath));

    private Task<T> Call<T>(EngineOperation<T> operation, TimeSpan limit) => engine.Call(operation, limit, machine.Time);

    private async Task<T> CallUnless<T>(Task givenUp, EngineOperation<T> operation)
    {
        var call = engine.Begin(operation);
        if (await Task.WhenAny(call.Reply, givenUp) == call.Reply)
            return await call.Reply;
        call.Abort();
        throw DockerException.Broken($"{operation.Name} was given up");
    }

    private async Task<T?> Find<T>(EngineOperation<T> operation, TimeSpan limit)
        where T : class
    {
        var outcome = await engine.Try(operation, limit, machine.Time);
        return outcome.Failure is { IsNotFound: true } ? null : outcome.Value;
    }
}
