using Conformance.Docker;
using Conformance.Faults;
using Conformance.Gateway;
using Conformance.Machine;

namespace Conformance.RealDaemon.Tests;

/// <summary>One fault at the first edge of its kind.</summary>
internal sealed class OneFault : IEdgeJudge
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (string Operation, Phase Phase, FaultEffect Effect, Task Hold)? fault;

    public Task Reached => reached.Task;

    public void Set(string operation, Phase phase, FaultEffect effect, Task? hold = null) => fault = (operation, phase, effect, hold ?? Task.CompletedTask);

    public async Task<FaultEffect> Reach(ProxiedRequest request, Phase phase)
    {
        if (fault is not { } found || found.Phase != phase || request.Target?.Operation != found.Operation)
            return FaultEffect.Proceed;
        fault = null;
        reached.TrySetResult();
        await found.Hold;
        return found.Effect;
    }

    public void Learn(CreateContainer create, CreateReply reply)
    {
    }

    public Task Delay(TimeSpan duration) => Task.Delay(duration);
}
