using Conformance.FakeDocker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>
/// A fake Docker daemon for real clients: the simulated host of a scenario, with its images, containers and faults, driven by the
/// wall's clock, behind a socket. Nobody plays the steps. For tests of whatever speaks to Docker: connect it to <see cref="Address"/>,
/// let things go wrong with <see cref="Add(FaultRule)"/>, look into <see cref="History"/>.
/// </summary>
public sealed class FakeDaemon : IAsyncDisposable
{
    private const string SocketFile = "docker.sock";
    private readonly DaemonFace face;
    private readonly OwnedFolder? folder;

    private FakeDaemon(ServedWorld world, DaemonFace face, OwnedFolder? folder) => (World, this.face, this.folder) = (world, face, folder);

    /// <summary>Where clients connect; its text is what <c>DOCKER_HOST</c> takes.</summary>
    public DockerAddress Address => face.Address;

    /// <summary>Everything that has happened: requests, answers, containers, faults. May be read from any thread.</summary>
    public History History => World.History;

    /// <summary>Completes, with the reason, if the simulation breaks: a fault of the harness itself.</summary>
    public Task<string> Broken => World.Thread.Broken;

    /// <summary>The host behind it.</summary>
    internal ServedWorld World { get; }

    /// <summary>Starts one; it answers when this returns.</summary>
    /// <exception cref="EnvironmentException">It cannot listen there.</exception>
    public static async Task<FakeDaemon> StartAsync(FakeDaemonOptions? options = null)
    {
        options ??= new FakeDaemonOptions();
        var folder = options.Address is null ? OwnedFolder.Create() : null;
        var world = new ServedWorld(options);
        try
        {
            var address = options.Address ?? DockerAddress.OfSocket(folder!.At(SocketFile));
            var identity = new DaemonIdentity { Newest = options.NewestApi };
            var face = await DaemonFace.Start(world.Thread, world.Connect, address, identity, options.OnCall);
            return new FakeDaemon(world, face, folder);
        }
        catch
        {
            world.Dispose();
            folder?.Delete();
            throw;
        }
    }

    /// <summary>
    /// One more fault, for requests from now on. A container is named as clients name it, an image by its repository
    /// (<c>busybox</c>).
    /// </summary>
    public void Add(FaultRule rule) => World.Plan.Add(rule);

    /// <summary>One more reported bug, for requests from now on.</summary>
    public void Add(Personality personality)
    {
        foreach (var fault in personality.Faults)
            Add(fault);
    }

    /// <summary>What is there now. May be asked from any thread.</summary>
    public Task<DaemonGlance> Look() => World.Ask(() => new DaemonGlance(World.Stage.Host.Truth.Containers, World.Stage.World.Now));

    /// <summary>Closes the socket and forgets everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await face.DisposeAsync();
        World.Dispose();
        folder?.Delete();
    }
}

/// <summary>What a fake daemon has at a moment.</summary>
/// <param name="Containers">Oldest first.</param>
/// <param name="Now">What its clock says.</param>
public sealed record DaemonGlance(IReadOnlyList<TrueContainer> Containers, Instant Now);
