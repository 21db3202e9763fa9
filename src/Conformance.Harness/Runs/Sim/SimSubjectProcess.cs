using Conformance.Containerizer;
using Conformance.Harness.Subjects;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;
using Conformance.Simulation;

namespace Conformance.Harness.Runs;

/// <summary>One incarnation in a simulated process.</summary>
internal sealed class SimSubjectProcess : ISubjectProcess, IContainerizer
{
    private readonly World world;
    private readonly Profile profile;
    private readonly SimProcess process;
    private IContainerizer? containerizer;

    /// <summary>Starts it; the containerizer is made inside.</summary>
    public SimSubjectProcess(World world, string agent, Profile profile, Func<IContainerizer> make)
    {
        this.profile = profile;
        this.world = world;
        process = world.Start(agent, Body, world.Init, ["mesos-slave"]);
        if (OwnerMark.Of(agent) is { Count: > 0 } mark)
            process.Environment = mark;

        Task<int> Body(SimProcess self)
        {
            containerizer = make();
            return world.Completion<int>().Task;
        }
    }

    /// <inheritdoc/>
    public IContainerizer Containerizer => this;

    /// <inheritdoc/>
    public bool HasExecutors => profile.HasExecutors;

    /// <inheritdoc/>
    public bool PassesLabels => profile.PassesLabels;

    /// <inheritdoc/>
    public Task<string> Gone => Watch();

    /// <inheritdoc/>
    public void Kill(bool withChildren) => world.Kill(process, Signals.Kill, withChildren);

    /// <inheritdoc/>
    public Task Stop()
    {
        world.Kill(process, Signals.Term, withChildren: false);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Recover(SlaveState? state) => Ask(async subject =>
    {
        await subject.Recover(state);
        return true;
    });

    /// <inheritdoc/>
    public Task<bool> Launch(Launch launch) => Ask(subject => subject.Launch(launch));

    /// <inheritdoc/>
    public Task Update(string containerId, IReadOnlyList<Resource> resources) => Ask(async subject =>
    {
        await subject.Update(containerId, resources);
        return true;
    });

    /// <inheritdoc/>
    public Task<ResourceStatistics> Usage(string containerId) => Ask(subject => subject.Usage(containerId));

    /// <inheritdoc/>
    public Task<Termination> Wait(string containerId) => Ask(subject => subject.Wait(containerId));

    /// <inheritdoc/>
    public Task Destroy(string containerId) => Ask(async subject =>
    {
        await subject.Destroy(containerId);
        return true;
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> Containers() => Ask(subject => subject.Containers());

    private async Task<string> Watch()
    {
        var exit = await process.Exit;
        return process.Failure is { } failure ? $"{exit.Text}: {failure.GetType().Name}: {failure.Message}" : exit.Text;
    }

    private async Task<T> Ask<T>(Func<IContainerizer, Task<T>> call)
    {
        try
        {
            return await world.Call(process, _ => call(containerizer!));
        }
        catch (PeerDiedException)
        {
            throw new SubjectGoneException();
        }
        catch (ContainerizerException)
        {
            throw;
        }
        catch (Exception exception) when (exception is not (CallAbortedException or OutOfMemoryException))
        {
            // A bug of the containerizer: whatever it threw, its caller learns that the call failed and may have had effects.
            throw new ContainerizerException($"{exception.GetType().Name}: {exception.Message}");
        }
    }
}
