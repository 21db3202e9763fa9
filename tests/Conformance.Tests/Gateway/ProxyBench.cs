using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Machine;

namespace Conformance.Tests.Gateway;

/// <summary>A proxy before a daemon that the test plays itself, with one rule at most.</summary>
internal sealed class ProxyBench : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FaultProxy proxy;

    public ProxyBench(CreateMark? mark = null)
    {
        Daemon = new RawServer(folder.At("d.sock"));
        proxy = FaultProxy.Start(new FaultProxyOptions
        {
            SocketPath = folder.At("p.sock"),
            Upstream = Daemon.Address,
            History = History,
            Judge = Judge,
            Mark = mark,
        });
    }

    public FaultProxy Proxy => proxy;

    public RawServer Daemon { get; }

    public History History { get; } = new(() => Instant.Epoch);

    public ScriptedJudge Judge { get; } = new();

    /// <summary>What was answered, without the numbers.</summary>
    public IReadOnlyList<string> Outcomes => [.. History.Events.Select(line => line.Data).OfType<EngineAnswered>().Select(line => $"{line.Operation}: {line.Outcome}")];

    public Task<RawPeer> Connect() => RawPeer.Connect(folder.At("p.sock"));

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await Daemon.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>Answers what the test sets, and remembers what it was asked.</summary>
internal sealed class ScriptedJudge : IEdgeJudge
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FaultEffect Before { get; set; } = FaultEffect.Proceed;

    public FaultEffect After { get; set; } = FaultEffect.Proceed;

    /// <summary>Awaited at each edge.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>Completes at the first edge.</summary>
    public Task Reached => reached.Task;

    public List<string> Edges { get; } = [];

    public List<string> Learnt { get; } = [];

    public async Task<FaultEffect> Reach(ProxiedRequest request, Phase phase)
    {
        lock (Edges)
            Edges.Add($"{request.Target?.Operation} {request.Target?.Container} {phase}");
        reached.TrySetResult();
        await Hold;
        return phase == Phase.Before ? Before : After;
    }

    public void Learn(CreateContainer create, CreateReply reply) => Learnt.Add($"{create.RequestedName} {create.Body.Labels?["l"]} {reply.Id}");

    public Task Delay(TimeSpan duration) => Task.CompletedTask;
}
