using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Harness.Scenarios;
using Conformance.Machine;

namespace Conformance.Harness.Runs;

/// <summary>What the runs of one backend share: the daemon, a registry, a folder, the images that were loaded.</summary>
internal sealed class DockerSite : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly PrivateDaemon? daemon;
    private readonly HashSet<string> loaded = new(StringComparer.Ordinal);

    private DockerSite(RunnerOptions options, PrivateDaemon? daemon, DockerAddress address, OwnedFolder folder)
    {
        this.daemon = daemon;
        (Options, Address, Folder, Truth) = (options, address, folder, new RealGroundTruth(address));
    }

    /// <summary>What the runner was told.</summary>
    public RunnerOptions Options { get; }

    /// <summary>The daemon itself.</summary>
    public DockerAddress Address { get; }

    /// <summary>Place for sockets and work folders.</summary>
    public OwnedFolder Folder { get; }

    /// <summary>The daemon past all faults.</summary>
    public RealGroundTruth Truth { get; }

    /// <summary>Where images with a pull come from.</summary>
    public LocalRegistry Registry { get; } = LocalRegistry.Start();

    /// <summary>Where images with a login come from.</summary>
    public LocalRegistry GuardedRegistry { get; } = LocalRegistry.Start();

    /// <summary>Whether the daemon is our own, so that everything at it is ours.</summary>
    public bool IsPrivate => daemon is not null;

    /// <summary>How creates are marked at a daemon that is not ours.</summary>
    public CreateMark? Mark => IsPrivate ? null : new CreateMark(Folder.RunId, Folder.At("created"));

    /// <summary>Starts a private daemon, or looks for the one that was named.</summary>
    public static async Task<DockerSite> Start(RunnerOptions options)
    {
        if (options.DockerHost is not { } host)
        {
            var own = await PrivateDaemon.Start(new PrivateDaemonOptions { Parent = options.WorkFolder });
            return new DockerSite(options, own, own.Address, own.Folder);
        }

        var address = DockerAddress.Parse(host);
        await EngineTransport.Probe(address);
        using (var client = EngineTransport.CreateInvoker(address))
            await new HttpDockerEngine(client).Call(new ReadVersion(), Limit, TimeProvider.System);
        return new DockerSite(options, null, address, OwnedFolder.Create(options.WorkFolder));
    }

    /// <summary>Starts a process where the daemon's pids are valid.</summary>
    public Task<HostedProcess> StartProcess(ProcessSpec spec) =>
        daemon is null ? HostedProcess.Start(spec) : daemon.Host.StartInside(spec);

    /// <summary>Makes containers outlive the daemon or not; it is started anew if it was not so. Before a run, when nothing runs.</summary>
    public async Task SetLiveRestore(bool isOn)
    {
        if (daemon is null || daemon.LiveRestore == isOn)
            return;
        daemon.LiveRestore = isOn;
        await EndDaemon(DaemonEnd.Stop);
        await StartDaemon();
    }

    /// <summary>Ends our own daemon; completes when it is gone.</summary>
    public Task EndDaemon(DaemonEnd how) => Own.SignalDaemon(how == DaemonEnd.Stop ? Signals.Term : Signals.Kill);

    /// <summary>Starts our own daemon again; completes when it answers.</summary>
    public Task StartDaemon() => Own.StartDaemon();

    /// <summary>An image that was loaded is not there any more: the next run that needs it loads it again.</summary>
    public void Forget(string reference) => loaded.Remove(reference);

    private PrivateDaemon Own => daemon ?? throw new InvalidOperationException("the daemon is not ours to end");

    /// <summary>Loads an image once and names it by its content, so that equal names of two scenarios are no clash.</summary>
    public async Task<string> Load(ImageSettings image)
    {
        var config = ImageConfigs.Of(image);
        var recipe = new ImageRecipe(image.Name, config);
        var built = BuiltImage.Build(recipe);
        var reference = $"c{built.Config.Digest[^12..]}/{image.Name}";
        if (loaded.Add(reference))
            await ImageLoader.Load(Address, built, reference + ":latest");
        return reference;
    }

    /// <summary>Removes what a run left at the daemon. At a daemon that is not ours, only what bears our mark.</summary>
    public async Task Clean(IEnumerable<string> pulledImages)
    {
        Registry.Clear();
        GuardedRegistry.Clear();
        if (IsPrivate)
        {
            await Truth.RemoveAll();
        }
        else
        {
            foreach (var container in (await Truth.Containers()).Where(IsOurs))
                await Quietly(new RemoveContainer(container.Id, Force: true, Volumes: true));
        }

        foreach (var image in pulledImages)
            await Quietly(new RemoveImage(image, Force: true));
    }

    /// <summary>Whether a container was made through our proxy, or by us past it.</summary>
    public bool IsOurs(DaemonContainer container) =>
        IsPrivate || container.Labels.GetValueOrDefault(CreateMark.Label) == Folder.RunId;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        await GuardedRegistry.DisposeAsync();
        Truth.Dispose();
        if (daemon is not null)
            await daemon.DisposeAsync();
        else
            Folder.Delete();
    }

    private async Task Quietly<T>(EngineOperation<T> operation)
    {
        try
        {
            await Truth.Engine.Call(operation, Limit, TimeProvider.System);
        }
        catch (DockerException)
        {
            // It is gone already, or somebody else's business.
        }
    }
}
