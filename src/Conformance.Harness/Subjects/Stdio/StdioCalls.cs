using Conformance.Containerizer;
using Conformance.Machine;
using Conformance.Mesos;
using Conformance.Mesos.Messages;

namespace Conformance.Harness.Subjects;

/// <summary>The seven calls as lines of the stdio protocol, and the answers by their ids.</summary>
internal sealed class StdioCalls(LineWriter writer, IMachine machine) : IContainerizer
{
    private readonly Dictionary<int, (string Method, Completion<StdioAnswer> Answer)> open = [];
    private bool isAbandoned;
    private int last;

    /// <inheritdoc/>
    public Task Recover(SlaveState? state) => Ask(id => new RecoverRequest(id, state));

    /// <inheritdoc/>
    public async Task<bool> Launch(Launch launch) => (await Ask(id => new LaunchRequest(id, launch))).Launched ?? true;

    /// <inheritdoc/>
    public Task Update(string containerId, IReadOnlyList<Resource> resources)
    {
        var update = new Update { ContainerId = new ContainerID { Value = containerId } };
        update.Resources.AddRange(resources);
        return Ask(id => new UpdateRequest(id, update));
    }

    /// <inheritdoc/>
    public async Task<ResourceStatistics> Usage(string containerId) => (await Ask(id => new UsageRequest(id, containerId))).Statistics!;

    /// <inheritdoc/>
    public async Task<Termination> Wait(string containerId) => (await Ask(id => new WaitRequest(id, containerId))).Termination!;

    /// <inheritdoc/>
    public Task Destroy(string containerId) => Ask(id => new DestroyRequest(id, containerId));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> Containers() => (await Ask(id => new ContainersRequest(id))).Containers ?? [];

    /// <summary>Which call an open request is; null if there is none of that id.</summary>
    public string? MethodOf(int id) => open.TryGetValue(id, out var call) ? call.Method : null;

    /// <summary>An answer has come.</summary>
    public void Settle(StdioAnswer answer)
    {
        if (open.Remove(answer.Id, out var call))
            call.Answer.TrySet(answer);
    }

    /// <summary>The process is dead: what is open has no answer, and what comes later neither.</summary>
    public void Abandon()
    {
        isAbandoned = true;
        foreach (var (_, call) in open)
            call.Answer.TryFail(new SubjectGoneException());
        open.Clear();
    }

    private async Task<SuccessAnswer> Ask(Func<int, StdioRequest> make)
    {
        if (isAbandoned)
            throw new SubjectGoneException();
        var request = make(++last);
        var answer = machine.Completion<StdioAnswer>();
        open.Add(request.Id, (request.Call, answer));
        writer.Write(StdioProtocol.Write(request));
        return await answer.Task switch
        {
            FailureAnswer failure => throw new ContainerizerException(failure.Message, failure.IsDefinite),
            SuccessAnswer success => success,
            var other => throw new InvalidOperationException($"an answer of kind {other.GetType().Name}"),
        };
    }
}
